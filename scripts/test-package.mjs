// Packs and lints the package, installs it in an empty folder and runs it there: by itself, with its examples and its types, and
// with the native kernels of this platform.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(join(tmpdir(), 'evolve-mlp-package-'))
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

/** What npm may install with the package, as the disk counts it: bytes. */
const mostBytes = 20_000_000

try {
  run('npx', ['publint', '--strict'], root)
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  )
  const stray = files.filter(
    ({ path }) => !/^(dist|docs|examples)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path),
  )
  if (stray.length > 0)
    throw new Error(`expected only files of the package, found ${stray.map(({ path }) => path).join(', ')}`)

  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', join(folder, filename)], folder)
  const installedBytes = 1024 * Number.parseInt(run('du', ['-sk', 'node_modules'], folder), 10)
  if (installedBytes > mostBytes)
    throw new Error(`expected at most ${mostBytes} bytes in node_modules, found ${installedBytes}`)

  // The command line.
  writeFileSync(
    join(folder, 'xor.yaml'),
    'task: { kind: classification, data: { generate: xor } }\nstop: { generations: 5 }\n',
  )
  run('npx', ['evolve', '--workers', '2', '--out', 'run', 'xor.yaml'], folder)
  const recorded = (name) => JSON.parse(readFileSync(join(folder, name, 'run.json'), 'utf8'))
  const { status, engine } = recorded('run')
  if (status !== 'done')
    throw new Error(`expected the installed command to finish its run, found the status ${status}`)
  if (engine !== 'wasm')
    throw new Error(`expected WebAssembly to compute without native kernels, found ${engine}`)

  // The examples, as the README has them: one with data, whose pictures need the font, and those with a fitness in
  // TypeScript, which need no other package.
  const examples = 'node_modules/evolve-mlp/examples'
  run('npx', ['evolve', `${examples}/penguins/penguins.yaml`], folder)
  for (const picture of ['loss.png', 'network.png', 'report.html']) {
    if (!existsSync(join(folder, 'runs/penguins', picture)))
      throw new Error(`expected ${picture}, found none`)
  }
  run(
    'npx',
    ['evolve', 'predict', 'penguins', `${examples}/penguins/penguins.json`, '--missing', 'drop'],
    folder,
  )
  for (const name of ['fit', 'packing', 'parity', 'walk-forward']) {
    const config = `${examples}/${name}/${name}.yaml`
    run('npx', ['evolve', config, '-q', '-g', '3', '--set', 'pictures=false'], folder)
  }

  // What is installed by those alone who have several machines.
  const queue = ['evolve', `${examples}/fit/fit.yaml`, '--queue', 'redis://127.0.0.1:1']
  const refused = spawnSync('npx', queue, { cwd: folder, encoding: 'utf8' })
  if (refused.status !== 2 || !refused.stderr.includes('run npm install bullmq ioredis'))
    throw new Error(
      `expected a line on what to install for a queue, found exit code ${refused.status}: ${refused.stderr}`,
    )

  // A first config: what it prints works, and so does the schema that it names.
  const [, next] =
    /train it with: (npx evolve .*)\n$/.exec(run('npx', ['evolve', 'init', 'first'], folder)) ?? []
  if (next === undefined) throw new Error('expected evolve init to name npx evolve, found another command')
  const [, schema] = /\$schema=(\S+)/.exec(readFileSync(join(folder, 'first/evolve.yaml'), 'utf8'))
  JSON.parse(readFileSync(join(folder, 'first', schema), 'utf8'))
  const [command, ...words] = next.split(' ')
  run(command, [...words, '-q', '-g', '3', '--set', 'pictures=false'], folder)

  // The types, for a program that checks those of its packages too.
  writeFileSync(
    join(folder, 'typed.ts'),
    `import { evolve, type ConfigInput } from 'evolve-mlp'
import { defineFitness } from 'evolve-mlp/fitness'
export const config = { task: { kind: 'regression', data: { generate: 'function' }, loss: 'huber' } } satisfies ConfigInput
// @ts-expect-error
evolve({ task: { kind: 'classification', data: { generate: 'moonz' } } })
export default defineFitness({ inputs: 1, outputs: 1, direction: 'minimize', evaluate: (network) => network.forward([1])[0]! })
`,
  )
  const compiler = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node']
  const typeRoots = ['--typeRoots', join(root, 'node_modules/@types')]
  run(join(root, 'node_modules/.bin/tsc'), [...compiler, ...typeRoots, 'typed.ts'], folder)

  // The library.
  writeFileSync(
    join(folder, 'library.mjs'),
    `import { evolve, loadModel } from 'evolve-mlp'
const task = { kind: 'classification', data: { generate: 'xor' } }
const run = await evolve({ task, stop: { generations: 5 } }, { workers: 2 })
const stored = await loadModel('run/champion.json')
console.log(typeof run.champion.predict([0, 1]).name, typeof stored.predict([0, 1]).name)
`,
  )
  const answer = run(process.execPath, ['library.mjs'], folder).trim()
  if (answer !== 'string string')
    throw new Error(`expected predictions from the installed library, found ${answer}`)

  // The native kernels.
  if (existsSync(join(root, 'build/evolve-mlp.node'))) {
    const tarball = run(process.execPath, [join(root, 'scripts/pack-native.mjs'), folder], root).trim()
    run('npm', ['install', '--no-audit', '--no-fund', tarball], folder)
    run('npx', ['evolve', '--workers', '2', '--out', 'native', '--quiet', 'xor.yaml'], folder)
    const found = recorded('native').engine
    if (found !== 'native') throw new Error(`expected the native kernels to compute, found ${found}`)
    const [first, second] = ['run', 'native'].map((name) =>
      readFileSync(join(folder, name, 'champion.json'), 'utf8'),
    )
    if (first !== second)
      throw new Error('expected the champion of WebAssembly from the native kernels, found another')
  }
  console.log(`the package of ${files.length} files installs in ${installedBytes} bytes and runs`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
