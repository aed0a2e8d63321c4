// Packs and lints the package, installs it in an empty folder and runs it there: by itself, and with the native kernels of
// this platform.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(join(tmpdir(), 'evolve-mlp-package-'))
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

try {
  run('npx', ['publint', '--strict'], root)
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  )
  const stray = files.filter(
    ({ path }) => !/^(dist\/|package\.json|README\.md|LICENSE|CHANGELOG\.md)/.test(path),
  )
  if (stray.length > 0)
    throw new Error(`expected only files of the package, found ${stray.map(({ path }) => path).join(', ')}`)

  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  run('npm', ['install', '--no-audit', '--no-fund', join(folder, filename)], folder)

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
  console.log(`the package of ${files.length} files installs and runs`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
