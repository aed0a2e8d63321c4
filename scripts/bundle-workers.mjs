// Bundles the files that threads start with, from the sources, for the unit tests: Node.js 20 strips no types, and a
// thread that loads one file comes up twice as fast as one that loads a hundred. package.json maps #workers to them
// under the condition evolve-mlp-tests.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bundle = await rolldown({
  cwd: root,
  input: [
    ...readdirSync(join(root, 'workers')).map((file) => join('workers', file)),
    // Threads of a pool that tests let die.
    'test/evaluation/mortal.ts',
  ],
  platform: 'node',
  // Some packages' main file loads others in ways that no bundler sees.
  resolve: { mainFields: ['module', 'main'] },
  // Native, or asked who started the thread; and what the program resolves itself.
  external: ['piscina', '@resvg/resvg-js', 'jiti', /^node:/],
})
await bundle.write({ dir: join(root, 'dist', 'test', 'workers'), cleanDir: true })
await bundle.close()
