import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { tasks } from '../src/tasks/index.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The layers, from the ground up: none imports one that stands above it. */
const order = [
  ...['math', 'random', 'model', 'strategies', 'gradient', 'tasks', 'memory', 'kernels', 'evaluation'],
  ...[
    'fleet',
    'files',
    'run',
    'report',
    'config',
    'library',
    'artifacts',
    'dashboard',
    'cli',
    'workers',
    'bin',
  ],
]

/** The entries of the package: they only re-export, and no layer imports them. */
const entries = ['index.ts', 'fitness.ts']

/** Files open to all. */
const open = [
  ...[
    'errors.ts',
    'json-text.ts',
    'natural-order.ts',
    'nearest.ts',
    'plain-data.ts',
    'pool-thread.ts',
    'limits.ts',
    'shortage.ts',
    'shown-text.ts',
    'software-version.ts',
    'stats.ts',
    'value-path.ts',
    'wasm-modules.ts',
  ],
]

/** Who may import whom, besides. docs/architecture.md holds the same table. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  math: [],
  random: ['math'],
  model: ['random', 'math'],
  strategies: ['random', 'math'],
  gradient: ['model', 'random', 'math'],
  tasks: ['strategies', 'model', 'random', 'math'],
  memory: ['model', 'random', 'type strategies'],
  kernels: ['memory', 'gradient', 'model', 'random', 'math', 'type strategies'],
  evaluation: ['kernels', 'memory', 'tasks', 'gradient', 'strategies', 'model', 'random', 'math'],
  fleet: ['evaluation', 'kernels', 'memory', 'tasks', 'strategies', 'model', 'random'],
  files: [],
  run: ['files', 'strategies', 'random', 'math', 'type evaluation'],
  report: ['tasks', 'model', 'math', 'type run'],
  config: [
    'run',
    'fleet',
    'evaluation',
    'kernels',
    'memory',
    'tasks',
    'gradient',
    'strategies',
    'model',
    'random',
    'type math',
  ],
  library: [
    'config',
    'run',
    'files',
    'evaluation',
    'kernels',
    'tasks',
    'strategies',
    'model',
    'random',
    'math',
  ],
  artifacts: [
    'library',
    'config',
    'report',
    'run',
    'files',
    'evaluation',
    'kernels',
    'tasks',
    'model',
    'math',
  ],
  dashboard: ['library', 'config', 'report', 'run', 'kernels', 'tasks', 'model', 'math'],
  cli: ['dashboard', 'artifacts', 'library', 'config', 'report', 'run', 'files', 'fleet', 'math'],
  workers: ['dashboard', 'artifacts', 'library', 'evaluation', 'tasks'],
  bin: ['cli'],
}

/** The rooms of the fleet and whom each may import, besides what all of them may. */
const fleetRooms: Readonly<Record<string, readonly string[]>> = {
  wire: [],
  link: ['wire'],
  coordinator: ['link', 'wire'],
  worker: ['link', 'wire'],
}

interface Import {
  readonly from: string
  readonly to: string
  readonly type: boolean
}

/** The TypeScript files of src, bin and workers, and the AssemblyScript ones. */
function allSources(): string[] {
  return ['src', 'bin', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')),
  )
}

/** The same without AssemblyScript. */
function sources(): string[] {
  return allSources().filter((name) => !name.includes('/assembly/'))
}

/** Every relative import of a file, whole statements at a time: `import type` and lists of types alone are types. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const statements = text.matchAll(/^(import|export)\s+(type\s+)?([^'"]*?from\s*)?['"](\.[^'"]+)['"]/gm)
  return [...statements].map(([, , type, names = '', path]) => {
    const listed = /\{([^}]*)\}/.exec(names)?.[1]?.split(',') ?? []
    const allTypes = listed.length > 0 && listed.every((name) => /^\s*(type\s|$)/.test(name))
    return { from: file, to: posix.join(posix.dirname(file), path!), type: type !== undefined || allTypes }
  })
}

function layerOf(file: string): string {
  const [first, second] = file.split('/') as [string, string]
  return first === 'src' ? second : first
}

const imports = sources().flatMap(importsOf)

/** Where a source asks for the kind of a task, or tells kinds apart by the options that each has. */
function kindQuestions(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '')
  const kinds = Object.keys(tasks).join('|')
  const questions = [
    // A kind as a word of the code, or as a key of what is looked up by kind. Issues of zod have a code `custom`.
    new RegExp(`(?<!\\bcode: )(['"\`])(?:${kinds})\\1|[{,]\\s*(?:${kinds}):`, 'g'),
    /\btask\w*\.kind\s*[!=]==?|[!=]==?\s*(?:\w+\.)*task\.kind\b|switch \((?:\w+\.)*task\.kind\)/g,
    /['"`] in (?:\w+\.)*task\b/g,
  ]
  return questions.flatMap((question) => code.match(question) ?? [])
}

/** The names of the interfaces, type aliases, classes and enums that a source declares at any depth. */
function declaredTypes(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const declaration =
    /^\s*(?:(?:export|default|declare|abstract|const)\s+)*(?:(?:interface|class|enum)\s+(\w+)|type\s+(\w+)\s*(?:<[^=]*(?:=[^=]*)*>)?\s*=)/gm
  return [...code.matchAll(declaration)].map(([, named, alias]) => named ?? alias ?? '')
}

describe('the architecture', () => {
  it('has files to look at', () => {
    expect(imports.length).toBeGreaterThan(100)
  })

  it('lets no layer import one that it may not', () => {
    const wrong = imports.filter(({ from, to, type }) => {
      const [layer, target] = [layerOf(from), layerOf(to)]
      if (open.includes(target) || layer === target || entries.includes(layer)) return false
      const may = allowed[layer] ?? []
      return !may.includes(target) && !(type && may.includes(`type ${target}`))
    })
    expect(wrong).toEqual([])
  })

  it('keeps the two ends of a fleet apart', () => {
    const roomOf = (file: string): string | undefined => /^src\/fleet\/(\w+)\//.exec(file)?.[1]
    const wrong = imports.filter(({ from, to }) => {
      const [room, target] = [roomOf(from), roomOf(to)]
      return (
        room !== undefined && target !== undefined && room !== target && !fleetRooms[room]!.includes(target)
      )
    })
    expect(wrong).toEqual([])
    expect(new Set(sources().flatMap((file) => roomOf(file) ?? []))).toEqual(new Set(Object.keys(fleetRooms)))
  })

  it('is what docs/architecture.md says', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
    const rows = [...text.matchAll(/^\| `(\w+)` \| [^|]* \| ([^|]*) \|$/gm)]
    const told = Object.fromEntries(
      rows.map(([, layer, may]) => {
        const words = may!.split(/[;,] /).map((word) => word.trim())
        const asTypes = words.map((word) => word.replace(/^(\w+) as types$/, 'type $1'))
        return [layer, asTypes.filter((word) => word !== 'nothing').toSorted()]
      }),
    )
    const { workers: _, bin: __, ...layers } = allowed
    expect(told).toEqual(
      Object.fromEntries(Object.entries(layers).map(([layer, may]) => [layer, may.toSorted()])),
    )
  })

  it('lets every layer stand above what it imports', () => {
    const upwards = Object.entries(allowed).flatMap(([layer, targets]) =>
      targets
        .map((target) => target.replace('type ', ''))
        .filter((target) => order.indexOf(target) >= order.indexOf(layer))
        .map((target) => `${layer} → ${target}`),
    )
    expect(upwards).toEqual([])
    expect(order.toSorted()).toEqual(Object.keys(allowed).toSorted())
  })

  it('knows every layer there is', () => {
    const layers = new Set(sources().map(layerOf))
    for (const file of [...entries, ...open]) layers.delete(file)
    expect([...layers].filter((layer) => allowed[layer] === undefined)).toEqual([])
  })

  it('has no cycles, those of types included', () => {
    const graph = new Map<string, Import[]>()
    for (const edge of imports) graph.set(edge.from, [...(graph.get(edge.from) ?? []), edge])
    const state = new Map<string, 'open' | 'closed'>()
    const cycles: string[] = []
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'closed') return
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const { to } of graph.get(file) ?? []) visit(to, [...path, file])
      state.set(file, 'closed')
    }
    for (const file of sources()) visit(file, [])
    expect(cycles).toEqual([])
  })

  it('asks for the kind of a task in the folders of the tasks alone', () => {
    const own = /^src\/(tasks|config\/schema\/tasks)\//
    const guilty = sources()
      .filter((file) => !own.test(file))
      .flatMap((file) =>
        kindQuestions(readFileSync(join(root, file), 'utf8')).map((found) => `${file}: ${found}`),
      )
    expect(guilty).toEqual([])
  })

  it.each([
    "if (kind === 'image') return",
    "type Own = Extract<TaskConfig, { readonly kind: 'regression' }>",
    "const views = { classification: 'map' }",
    'if (config.task.kind !== other) return',
    'switch (task.kind) {',
    "const file = 'file' in config.task.data ? 1 : 2",
  ])('would find %j', (code) => {
    expect(kindQuestions(code)).not.toEqual([])
    expect(kindQuestions(`// ${code}`)).toEqual([])
  })

  it('declares no type name twice', () => {
    const files = new Map<string, string[]>()
    for (const file of sources()) {
      for (const name of declaredTypes(readFileSync(join(root, file), 'utf8'))) {
        files.set(name, [...(files.get(name) ?? []), file])
      }
    }
    expect(files.size).toBeGreaterThan(100)
    expect([...files].filter(([, declared]) => declared.length > 1)).toEqual([])
  })

  it.each([
    'interface Box {',
    'export interface Box<T> extends Lid {',
    'type Box = Lid',
    'export type Box<T extends Lid = Lid> =\n  | T',
    'export type Box =\n  | Lid',
    'export default class Box {',
    'export abstract class Box {',
    'export const enum Box {',
    '  class Box {',
  ])('would see the declaration %j', (code) => {
    expect(declaredTypes(`type First = 1\n${code}`)).toEqual(['First', 'Box'])
    expect(declaredTypes(`/**\n${code}\n*/`)).toEqual([])
  })

  it('takes imports and exports for no declarations', () => {
    expect(declaredTypes("import {\n  type Box,\n  type Lid as Cover,\n} from './box.ts'")).toEqual([])
    expect(declaredTypes("export type { Box } from './box.ts'\nexport { type Lid }")).toEqual([])
  })

  it('has no source file of more than 250 lines', () => {
    const lines = (file: string): number =>
      readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length
    const files = allSources().map((file) => ({ file, lines: lines(file) }))
    expect(files.some(({ file }) => file.includes('/assembly/'))).toBe(true)
    expect(files.filter((file) => file.lines > 250)).toEqual([])
  })

  it.each(entries)('re-exports from %s and does nothing else there', (entry) => {
    const text = readFileSync(join(root, 'src', entry), 'utf8')
    const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^export [\s\S]*?from '[^']+'$/gm, '')
    expect(code.trim()).toBe('')
  })

  it('has no other source of randomness than the streams', () => {
    // A notice that tells users what not to use.
    const harmless = 'use context.random instead of Math.random'
    const guilty = allSources().filter((file) =>
      readFileSync(join(root, file), 'utf8').replaceAll(harmless, '').includes('Math.random'),
    )
    expect(guilty).toEqual([])
  })

  it('draws no result from functions that differ between engines', () => {
    const exact = [
      ...['random', 'model', 'strategies', 'gradient', 'tasks', 'memory', 'kernels', 'evaluation', 'run'],
    ]
    const inexact =
      /Math\.(exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|tanh|sinh|cosh|atan2?|asin|acos|cbrt|hypot)\b|\*\*/
    // A power of two written out is exact everywhere.
    const harmless = /(?<![\w.])2 \*\* -?\d+(?![\w.])/g
    const comment = /\/\/.*|^\s*\*.*|\/\*.*/
    const guilty = sources()
      .filter((file) => exact.includes(layerOf(file)))
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .filter((line) => inexact.test(line.replace(comment, '').replaceAll(harmless, '')))
          .map((line) => `${relative('src', file)}: ${line.trim()}`),
      )
    expect(guilty).toEqual([])
  })
})
