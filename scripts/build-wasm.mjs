// Compiles every AssemblyScript entry that has changed into dist/wasm. A module has no data segments and no allocator:
// TypeScript provides its memory and lays it out, and threads may share it.
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const asc = join(
  dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')),
  'bin',
  'asc.js',
)

const common = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory']
const shared = ['--sharedMemory', '--maximumMemory', '65536', '--enable', 'simd', '--enable', 'threads']

const modules = [
  { name: 'random', entry: 'src/random/assembly/fill.ts', flags: ['--enable', 'simd'] },
  { name: 'strict', entry: 'src/kernels/wasm/assembly/index.ts', flags: [...shared, '--use', 'FUSED=0'] },
  {
    name: 'fused',
    entry: 'src/kernels/wasm/assembly/index.ts',
    flags: [...shared, '--enable', 'relaxed-simd', '--use', 'FUSED=1'],
  },
  { name: 'matrices', entry: 'src/math/matrix/assembly/index.ts', flags: ['--enable', 'simd'] },
  { name: 'vectors', entry: 'src/kernels/wasm/assembly/vectors/index.ts', flags: shared },
  { name: 'optimisers', entry: 'src/kernels/wasm/assembly/optimisers/index.ts', flags: shared },
  // For the tests alone.
  {
    name: 'elementary',
    folder: 'dist/test',
    entry: 'test/math/assembly/elementary.ts',
    flags: ['--enable', 'simd'],
  },
].map((module) => ({ ...module, out: join(module.folder ?? 'dist/wasm', `${module.name}.wasm`) }))

/** The modification time of the newest file that a module may depend on. */
function newestSource() {
  const sources = ['src', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((path) => /[\\/]assembly[\\/].*\.ts$/.test(path))
      .map((path) => join(folder, path)),
  )
  const inputs = [...sources, 'scripts/build-wasm.mjs', 'package-lock.json']
  return Math.max(...inputs.map((path) => statSync(join(root, path)).mtimeMs))
}

async function build({ entry, flags, out }) {
  mkdirSync(join(root, dirname(out)), { recursive: true })
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [asc, entry, '-o', out, ...common, ...flags],
    { cwd: root },
  )
  process.stdout.write(stdout)
  process.stderr.write(stderr)
}

const changedMs = newestSource()
const outdated = modules.filter(({ out }) => {
  const built = statSync(join(root, out), { throwIfNoEntry: false })
  return built === undefined || built.mtimeMs < changedMs
})
// With names on the command line, only those modules are built, changed or not.
const wanted = process.argv.slice(2)
const names = modules.map(({ name }) => name)
const unknown = wanted.find((name) => !names.includes(name))
if (unknown !== undefined) throw new Error(`expected one of ${names.join(', ')}, found ${unknown}`)
const named = modules.filter(({ name }) => wanted.includes(name))
await Promise.all((wanted.length > 0 ? named : outdated).map(build))
