// Bundles all that a process or a thread starts with, from the sources: the command line, the library, and the files
// of threads. To load one file in place of hundreds takes less than half the time. What only some commands need stands
// in chunks of its own, which load when they are needed.
import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const threads = readdirSync(join(root, 'workers')).filter((file) => file.endsWith('.ts'))
const problems = ['benchmark', 'control']
const bundle = await rolldown({
  cwd: root,
  input: {
    'bin/evolve': 'bin/evolve.ts',
    index: 'src/index.ts',
    fitness: 'src/fitness.ts',
    ...Object.fromEntries(threads.map((file) => [`workers/${parse(file).name}`, join('workers', file)])),
    // The fitness of tasks that come with the program, loaded like one of a user.
    ...Object.fromEntries(problems.map((name) => [`problems/${name}`, `src/tasks/${name}/fitness.ts`])),
    // Threads of a pool that tests let die.
    'test/mortal': 'test/evaluation/mortal.ts',
  },
  platform: 'node',
  // Packages, and what the program resolves itself.
  external: /^[a-z@#]/,
})
for (const folder of ['bin', 'workers', 'problems', 'chunks'])
  rmSync(join(dist, folder), { recursive: true, force: true })
await bundle.write({ dir: dist, chunkFileNames: 'chunks/[name]-[hash].js' })
await bundle.close()
copyFileSync(join(root, 'workers/thread.cjs'), join(dist, 'workers/thread.cjs'))
