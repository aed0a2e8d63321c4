import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Who may import whom; `errors` and `nearest` are open to all. docs/architecture.md holds the same table. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  math: [],
  random: ['math'],
  network: ['random', 'math'],
  evolution: ['random', 'math'],
  kernels: ['network', 'math'],
  backprop: ['network', 'random', 'math'],
  tasks: ['network', 'random', 'math'],
  evaluation: ['kernels', 'backprop', 'tasks', 'network', 'random'],
  run: ['evolution', 'random', 'math', 'type evaluation', 'type network'],
  report: ['network', 'math', 'type run'],
  config: ['random', 'network', 'evolution', 'kernels', 'backprop', 'tasks', 'evaluation', 'run'],
  library: [
    'math',
    'random',
    'network',
    'evolution',
    'kernels',
    'backprop',
    'tasks',
    'evaluation',
    'run',
    'config',
  ],
  gallery: [
    'math',
    'random',
    'network',
    'evolution',
    'kernels',
    'backprop',
    'tasks',
    'evaluation',
    'run',
    'config',
    'library',
    'report',
  ],
  dashboard: ['math', 'network', 'kernels', 'tasks', 'run', 'report', 'config', 'library'],
  cli: ['dashboard', 'gallery', 'library', 'config', 'run', 'report', 'math'],
  bin: ['cli'],
  workers: ['evaluation', 'library', 'gallery', 'dashboard', 'cli'],
}

interface Import {
  readonly from: string
  readonly to: string
  readonly type: boolean
}

function sources(): string[] {
  return ['src', 'bin', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('/assembly/')),
  )
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

describe('the architecture', () => {
  it('has files to look at', () => {
    expect(imports.length).toBeGreaterThan(100)
  })

  it('lets no layer import one that it may not', () => {
    const wrong = imports.filter(({ from, to, type }) => {
      const [layer, target] = [layerOf(from), layerOf(to)]
      if (target === 'errors.ts' || target === 'nearest.ts' || layer === target || layer === 'index.ts')
        return false
      const may = allowed[layer] ?? []
      return !may.includes(target) && !(type && may.includes(`type ${target}`))
    })
    expect(wrong).toEqual([])
  })

  it('knows every layer there is', () => {
    const layers = new Set(sources().map(layerOf))
    for (const file of ['index.ts', 'errors.ts', 'nearest.ts']) layers.delete(file)
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

  it('re-exports from index.ts and does nothing else there', () => {
    const text = readFileSync(join(root, 'src/index.ts'), 'utf8')
    const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^export [\s\S]*?from '[^']+'$/gm, '')
    expect(code.trim()).toBe('')
  })

  it('has no other source of randomness than the streams', () => {
    const guilty = sources().filter((file) => readFileSync(join(root, file), 'utf8').includes('Math.random'))
    expect(guilty).toEqual([])
  })

  it('draws no result from functions that differ between engines', () => {
    const exact = ['random', 'evolution', 'kernels', 'backprop', 'tasks']
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
