// Packs the native kernels that were built here as the optional package for this platform, such as
// evolve-mlp-linux-x64-gnu: one file and no install script. npm installs it only where it fits. Build it on a system with
// an old C library: it then runs on all newer ones.
//   npm run build:native && node scripts/pack-native.mjs [folder]
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const built = join(root, 'build/evolve-mlp.node')
if (!existsSync(built)) throw new Error(`expected ${built}, found nothing; run npm run build:native`)

const { platform, arch } = process
const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const { glibcVersionRuntime } = process.report.getReport().header
const libc = platform !== 'linux' ? null : glibcVersionRuntime === undefined ? 'musl' : 'glibc'
const suffix = libc === null ? '' : libc === 'glibc' ? '-gnu' : '-musl'
const name = `evolve-mlp-${platform}-${arch}${suffix}`

const folder = mkdtempSync(join(tmpdir(), 'evolve-mlp-native-'))
const to = resolve(process.argv[2] ?? '.')
try {
  copyFileSync(built, join(folder, 'evolve-mlp.node'))
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  writeFileSync(join(folder, 'README.md'), `The native kernels of evolve-mlp for ${platform} ${arch}.\n`)
  const manifest = {
    ...{ name, version, license },
    description: `The native kernels of evolve-mlp for ${platform} ${arch}`,
    main: 'evolve-mlp.node',
    files: ['evolve-mlp.node'],
    ...{ os: [platform], cpu: [arch], ...(libc === null ? {} : { libc: [libc] }) },
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  mkdirSync(to, { recursive: true })
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', to], {
    ...{ cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  })
  console.log(join(to, JSON.parse(packed)[0].filename))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
