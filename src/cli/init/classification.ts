import type { Template } from './template.ts'

const config = `# yaml-language-server: $schema=./node_modules/evolve-mlp/dist/schema.json
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

/** A table of samples, and a network that tells its classes apart. */
export const classificationTemplate: Template = {
  config: 'evolve.yaml',
  files: { 'evolve.yaml': config },
  code: false,
  shared: {},
  first: null,
}
