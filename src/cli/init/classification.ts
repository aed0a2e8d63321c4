import type { Setting } from './setting.ts'
import type { Template } from './template.ts'

const config = ({ command, schema }: Setting): string => `# yaml-language-server: $schema=${schema}
# Train it: ${command} evolve.yaml     What it does: ${command} validate evolve.yaml
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

/** A table of samples, and a network that tells its classes apart. */
export function classificationTemplate(setting: Setting): Template {
  return {
    config: 'evolve.yaml',
    files: { 'evolve.yaml': config(setting) },
    code: false,
    shared: {},
    first: null,
  }
}
