// Copies the data of an example out of the package that carries it, since the published package has examples and no
// development dependencies.
import { copyFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

copyFileSync(
  join(root, 'node_modules/vega-datasets/data/penguins.json'),
  join(root, 'examples/penguins/penguins.json'),
)
