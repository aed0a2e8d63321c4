import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../errors.ts'
import { makeFolder, removeFolders } from '../run/make-folder.ts'
import { refusal } from '../run/refusal.ts'
import { writeWhole } from '../run/whole-file.ts'
import type { Host } from './host.ts'
import { shortPath } from './terminal/format.ts'

const configText = `# yaml-language-server: $schema=./node_modules/evolve-mlp/dist/schema.json
# Train it: evolve evolve.yaml     Every key: evolve validate evolve.yaml
name: moons
seed: 1
task:
  kind: classification
  # Your own data: data: { file: data.csv, target: the column to predict }
  data: { generate: moons, samples: 500, noise: 0.1, validation: 0.2 }
network: { hidden: [16, 16], activation: tanh }
strategy: { kind: ga, population: 100 }
stop: { generations: 200 }
`

/** `evolve init [dir]`: writes a first config. Existing files are never changed. */
export function init(directory: string, { stdout }: Host): void {
  const path = join(directory, 'evolve.yaml')
  if (existsSync(path)) {
    throw new InputError({
      file: path,
      expected: 'a new file',
      found: 'an existing one',
      hint: 'choose another folder',
    })
  }
  let made: readonly string[] = []
  try {
    made = makeFolder(directory)
    writeWhole(path, configText)
  } catch (cause) {
    removeFolders(made)
    const found = refusal(cause)
    throw new InputError({ file: directory, expected: 'a folder that can be written to', found }, { cause })
  }
  stdout.write(`wrote ${shortPath(path)}; train it with: evolve ${shortPath(path)}\n`)
}
