// Bundles all that a process or a thread starts with, from the sources: the command line, the library, and the files
// of threads. To load one file in place of hundreds takes less than half the time. What only some commands need stands
// in chunks of its own, which load when they are needed. Packages are part of it but for those that have to be installed;
// so are their licences. `--types` bundles the types of the library, from what the compiler has written.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { licences } from './licences.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const { name, dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** What is found only when the program runs: installed packages, itself, and Node.js. */
function isExternal(id) {
  if (id.startsWith('#') || id.startsWith('node:') || builtinModules.includes(id)) return true
  return [name, ...Object.keys({ ...dependencies, ...peerDependencies })].some(
    (each) => id === each || id.startsWith(`${each}/`),
  )
}

/** @returns the paths of the modules */
async function bundle(folders, options, output) {
  const bundled = await rolldown({
    cwd: root,
    external: isExternal,
    // Modules rather than what else a package has.
    resolve: { mainFields: ['module', 'main'] },
    ...options,
  })
  for (const folder of folders) rmSync(join(dist, folder), { recursive: true, force: true })
  const { output: chunks } = await bundled.write({ dir: dist, ...output })
  await bundled.close()
  return chunks.flatMap(({ moduleIds = [] }) => moduleIds)
}

if (process.argv.includes('--types')) {
  const input = { index: 'dist/src/index.d.ts', fitness: 'dist/src/fitness.d.ts' }
  await bundle(
    ['types'],
    { input, plugins: [dts({ dtsInput: true, oxc: true })] },
    { dir: join(dist, 'types') },
  )
} else {
  const threads = readdirSync(join(root, 'workers')).filter((file) => file.endsWith('.ts'))
  const problems = ['benchmark', 'control']
  const input = {
    'bin/evolve': 'bin/evolve.ts',
    index: 'src/index.ts',
    fitness: 'src/fitness.ts',
    ...Object.fromEntries(threads.map((file) => [`workers/${parse(file).name}`, join('workers', file)])),
    // The fitness of tasks that come with the program, loaded like one of a user.
    ...Object.fromEntries(
      problems.map((problem) => [`problems/${problem}`, `src/tasks/${problem}/fitness.ts`]),
    ),
    // Threads of a pool that tests let die.
    'test/mortal': 'test/evaluation/mortal.ts',
  }
  const folders = ['bin', 'workers', 'problems', 'chunks']
  const modules = await bundle(
    folders,
    { input, platform: 'node' },
    {
      chunkFileNames: 'chunks/[name]-[hash].js',
      // Names stay, so that a trace can be read; white space is a sixth of the size.
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      // What they say of the library stands in its types.
      comments: { jsdoc: false },
    },
  )
  writeFileSync(join(dist, 'licences.txt'), licences(modules).join('\n'))
  copyFileSync(join(root, 'workers/thread.cjs'), join(dist, 'workers/thread.cjs'))
  copyFonts()
}

/** Two faces of the font of pictures, of a family that is much larger. */
function copyFonts() {
  const family = dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json'),
  )
  mkdirSync(join(dist, 'font'), { recursive: true })
  for (const face of ['400Regular', '600SemiBold']) {
    const file = `SourceSans3_${face}.ttf`
    copyFileSync(join(family, face, file), join(dist, 'font', file))
  }
  copyFileSync(join(family, 'LICENSE_FONT'), join(dist, 'font', 'LICENCE.txt'))
}
