import fc from 'fast-check'
import type { ConfigInput } from '../../src/config/input.ts'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { evolve } from '../../src/library/evolve.ts'
import { type Caps, fromSchema } from './from-schema.ts'
import { fuzz } from './fuzz.ts'

const small = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most })

/** No files, no threads, little work. All other keys are what the schema allows. */
const caps: Caps = {
  task: fc.constantFrom(
    { kind: 'classification', data: { generate: 'moons', samples: 20, validation: 0.2 } },
    { kind: 'classification', data: { generate: 'circles', samples: 20 }, loss: 'mse' },
    { kind: 'classification', data: { generate: 'xor' }, loss: 'hinge', batch: 3 },
    { kind: 'regression', data: { generate: 'function', samples: 20, noise: 1e6, validation: 0.3 } },
    { kind: 'regression', data: { generate: 'function', samples: 20, noise: 1e-300, standardize: true } },
  ),
  hidden: fc.array(small(4), { maxLength: 3 }),
  population: fc.integer({ min: 2, max: 6 }),
  initial: small(3),
  steps: small(3),
  epochs: small(3),
  stop: fc.record({
    generations: small(3),
    target: fc.constantFrom(undefined, 0.4),
    patience: fc.constantFrom(undefined, 1),
    evaluations: fc.constantFrom(undefined, 100),
  }),
  workers: fc.constant(0),
  name: fc.constant('fuzz'),
}

const { properties, ...rest } = configJsonSchema()
const { out: _, compare: __, ...keys } = properties!
const configs = fromSchema({ ...rest, properties: keys }, caps)

fuzz('trains with any valid config, or refuses it', 400, configs, async (config) => {
  const run = await evolve(config as ConfigInput)
  const { champion } = run.outcome
  if (!Number.isFinite(champion.fitness)) throw new Error('the champion has no fitness')
  if (!champion.genome.every(Number.isFinite)) throw new Error('the champion has a gene that is not finite')
})
