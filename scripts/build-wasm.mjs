// Compiles every AssemblyScript entry into dist/wasm. A module has no data segments and no allocator:
// its memory is handed in, laid out by TypeScript, and may be shared between threads.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

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
  { name: 'vectors', entry: 'src/kernels/wasm/assembly/vectors/index.ts', flags: shared },
  { name: 'optimisers', entry: 'src/kernels/wasm/assembly/optimisers/index.ts', flags: shared },
]

mkdirSync(join(root, 'dist', 'wasm'), { recursive: true })
// Names on the command line build those alone.
const wanted = process.argv.slice(2)
for (const { name, entry, flags } of modules) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const out = join('dist', 'wasm', `${name}.wasm`)
  execFileSync(process.execPath, [asc, entry, '-o', out, ...common, ...flags], {
    cwd: root,
    stdio: 'inherit',
  })
}
