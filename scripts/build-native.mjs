// Compiles the native kernels, src/kernels/native/core, into build/evolve-mlp.node: each instruction set and arithmetic
// by itself, since they differ in flags. It needs a C compiler (cc, or what CC names) and nothing else. Without one the
// program runs all the same: WebAssembly computes then, to the same bits.
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sources = join(root, 'src/kernels/native/core')
const folder = join(root, 'build')
const out = join(folder, 'evolve-mlp.node')
const cc = process.env.CC || 'cc'

const avx512 = ['-mavx512f', '-mavx512bw', '-mavx512dq', '-mavx512vl', '-mfma', '-mprefer-vector-width=512']
const avx2 = ['-mavx2', '-mfma']

/** The builds of core.c for each processor, as addon.c lists them. */
const builds = {
  x64: [
    { name: 'avx512_fused', fused: 1, flags: avx512 },
    { name: 'avx512_strict', fused: 0, flags: avx512 },
    { name: 'avx2_fused', fused: 1, flags: avx2 },
    { name: 'avx2_strict', fused: 0, flags: avx2 },
    { name: 'sse2_strict', fused: 0, flags: [] },
  ],
  arm64: [
    { name: 'neon_fused', fused: 1, flags: [] },
    { name: 'neon_strict', fused: 0, flags: [] },
  ],
}[process.arch]

const common = [
  ...['-std=c11', '-O3', '-fPIC', '-fvisibility=hidden', '-Wall', '-Wextra', '-Wno-psabi'],
  // The compiler fuses no multiply-add by itself: that would change bits. Signals and errno count for nothing.
  ...['-ffp-contract=off', '-fno-math-errno', '-fno-trapping-math'],
]

/**
 * The elementary functions are long chains of operations. gcc interleaves independent ones if it may reorder before it allocates
 * registers; it would spill the sums of a product, which fill them. clang does so by itself, and is told not to mention it.
 */
const interleaved = ['-fschedule-insns', '-fsched-pressure', '-Wno-ignored-optimization-argument']

function isCurrent() {
  const built = statSync(out, { throwIfNoEntry: false })
  if (built === undefined) return false
  const inputs = [...readdirSync(sources).map((file) => join(sources, file)), fileURLToPath(import.meta.url)]
  return inputs.every((file) => statSync(file).mtimeMs < built.mtimeMs)
}

async function compile(file, object, flags) {
  await promisify(execFile)(cc, [...common, ...flags, '-c', join(sources, file), '-o', join(folder, object)])
  return join(folder, object)
}

async function build() {
  mkdirSync(folder, { recursive: true })
  const headers = createRequire(import.meta.url)('node-api-headers').include_dir
  const objects = await Promise.all([
    compile('addon.c', 'addon.o', ['-I', headers]),
    ...builds.flatMap(({ name, fused, flags }) => {
      const all = [...flags, `-DFUSED=${fused}`, `-DCORE=core_${name}`, `-DPRODUCTS=products_${name}`]
      return [
        compile('core.c', `core_${name}.o`, [...all, ...interleaved]),
        compile('products.c', `products_${name}.o`, all),
      ]
    }),
  ])
  const link = process.platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']
  // A process that has loaded the file keeps the old one.
  await promisify(execFile)(cc, [...link, '-s', '-o', `${out}.new`, ...objects])
  renameSync(`${out}.new`, out)
  for (const object of objects) rmSync(object)
}

if (builds === undefined || process.platform === 'win32') {
  console.log(`no native kernels for ${process.platform} ${process.arch}: WebAssembly computes`)
} else if (spawnSync(cc, ['--version']).error !== undefined) {
  console.log(`no C compiler (${cc}), so no native kernels are built: WebAssembly computes`)
} else if (!isCurrent()) {
  await build()
}
