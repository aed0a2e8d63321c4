import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { readConfig } from '../../src/config/read.ts'
import { edited, editedJson, marks } from './edits.ts'
import { fuzz } from './fuzz.ts'

const configs = [
  { task: { kind: 'classification', data: { generate: 'moons', samples: 50 } } },
  {
    name: 'all',
    seed: 3,
    network: {
      hidden: [4, 3],
      activation: ['tanh', { kind: 'leaky-relu', slope: 0.1 }],
      init: { weights: 'he' },
    },
    task: {
      kind: 'regression',
      data: {
        file: 'data.csv',
        target: ['a', 'b'],
        drop: ['c'],
        missing: 'mean',
        validation: 0.2,
        test: 0.1,
      },
      loss: 'huber',
      batch: 10,
    },
    strategy: {
      kind: 'ga',
      population: 20,
      selection: { kind: 'tournament', size: 3 },
      crossover: { kind: 'blend', alpha: 0.5, rate: 0.8 },
      mutation: { kind: 'gaussian', sigma: 0.1, step: { kind: 'self-adaptive', minimum: 0.001 } },
    },
    stop: { generations: 10, evaluations: 1000, seconds: 5, target: 0.1, patience: 3 },
    finetune: { optimizer: 'adam', epochs: 3, schedule: { kind: 'warm-up', next: 'cosine' } },
    memetic: { steps: 2, fraction: 0.5 },
    pictures: { film: true, frames: 10 },
  },
  {
    task: { kind: 'classification', data: { generate: 'spirals' } },
    strategy: { kind: 'sgd', schedule: { kind: 'cosine', period: 3 }, clip: { kind: 'norm', maximum: 1 } },
    compare: { budget: { evaluations: 500 }, contestants: { one: {}, two: { strategy: 'adam' } } },
  },
  { task: { kind: 'custom', module: 'fitness.ts', options: { a: 1 }, champion: { episodes: 5 } } },
]

const words = [
  ...[...marks, '- ', '  ', '\n', "'", '#', '|', '>', '&a ', '*a', '!!js/function ', '<<: ', '\t'],
  ...[
    '---\n',
    '...\n',
    'null',
    '~',
    'yes',
    '0o7',
    '.inf',
    '.nan',
    '1e999',
    'kind',
    'task',
    '__proto__',
    '\u0000',
    '? ',
  ],
  ...['&b [*b, *b]', 'x'.repeat(2000), '\uFEFF', Buffer.of(0xff, 0xfe)],
]

const attemptWith = (extension: string) => async (bytes: Buffer | string, folder: string) => {
  const file = join(folder, `config${extension}`)
  writeFileSync(file, bytes)
  const { config } = await readConfig(file)
  // What a run keeps means the same again.
  writeFileSync(file, stringify(config))
  await readConfig(file)
}

fuzz(
  'reads any .yaml config or refuses it',
  400,
  edited(
    configs.map((config) => stringify(config)),
    words,
  ),
  attemptWith('.yaml'),
)
fuzz(
  'reads any .json config or refuses it',
  200,
  edited(
    configs.map((config) => JSON.stringify(config)),
    words,
  ),
  attemptWith('.json'),
)
fuzz(
  'reads a config of odd values or refuses it',
  500,
  editedJson(configs).map((value) => stringify(value ?? null)),
  attemptWith('.yaml'),
)
