/** Whatever the config: any number of workers, and a run that is killed and resumed, give the same files. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, expect, it } from 'vitest'
import { optimisers } from '../../src/gradient/optimisers/index.ts'
import { schedules } from '../../src/gradient/schedules/index.ts'
import { crossovers } from '../../src/strategies/operators/crossover/index.ts'
import { selections } from '../../src/strategies/operators/selection/index.ts'
import { steps } from '../../src/strategies/operators/step/index.ts'
import { full } from './counts.ts'
import { type Fault, killAt } from './faulty-disk.ts'
import { forgetLock, resultOf, train } from './scenarios.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-agreement-'))
let fault: Fault | null = null
afterEach(() => fault?.end())
afterAll(() => rmSync(base, { recursive: true, force: true }))

const mutation = fc.oneof(
  fc.record({
    kind: fc.constantFrom('gaussian', 'cauchy', 'uniform'),
    step: fc.constantFrom(...Object.keys(steps)),
  }),
  fc.record({ kind: fc.constant('polynomial') }),
)
const replacement = fc.oneof(
  fc.record({ replacement: fc.constant('plus'), parents: fc.integer({ min: 3, max: 6 }) }),
  fc.record({
    replacement: fc.constant('generational'),
    elites: fc.integer({ min: 0, max: 3 }),
    immigrants: fc.integer({ min: 0, max: 3 }),
  }),
)
const evolution = fc
  .record({
    options: fc.record({
      population: fc.integer({ min: 8, max: 24 }),
      initial: fc.integer({ min: 1, max: 2 }),
      crossover: fc.constantFrom(...Object.keys(crossovers)),
      selection: fc.constantFrom(...Object.keys(selections)),
    }),
    mutation,
    replacement,
  })
  .map(({ options, replacement, mutation }) => ({ ...options, ...replacement, mutation }))
const even = fc.integer({ min: 3, max: 9 }).map((half) => 2 * half)
const others = fc.oneof(
  fc.record({
    kind: fc.constantFrom('sep-cma-es', 'snes', 'cr-fm-nes', 'openai-es', 'pgpe', 'cosyne', 'random'),
    population: even,
  }),
  fc.record({
    kind: fc.constant('cma-es'),
    population: even,
    restarts: fc.constantFrom('none', 'ipop', 'bipop'),
    doublings: fc.integer({ min: 0, max: 2 }),
  }),
  fc.record({
    kind: fc.constant('islands'),
    islands: fc.array(fc.constantFrom('ga', 'cma-es', 'sep-cma-es', 'cosyne', 'pgpe', 'snes'), {
      minLength: 2,
      maxLength: 4,
    }),
    migration: fc.record({
      topology: fc.constantFrom('ring', 'full', 'star'),
      every: fc.integer({ min: 1, max: 3 }),
    }),
  }),
)
const descent = fc.record({
  optimizer: fc.constantFrom(...Object.keys(optimisers)),
  epochs: fc.integer({ min: 1, max: 4 }),
  batchSize: fc.integer({ min: 3, max: 40 }),
  schedule: fc.constantFrom(...Object.keys(schedules)),
})
const supervised = fc.record(
  {
    strategy: fc.oneof(evolution, others),
    batch: fc.integer({ min: 5, max: 30 }),
    memetic: fc.record({
      every: fc.integer({ min: 1, max: 3 }),
      mode: fc.constantFrom('lamarckian', 'baldwinian'),
      batchSize: fc.integer({ min: 3, max: 20 }),
    }),
    finetune: descent,
    // With many samples a generation is worth threads.
    samples: fc.constantFrom(60, 2000),
    hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    generations: fc.integer({ min: 3, max: 9 }),
    patience: fc.integer({ min: 2, max: 5 }),
    every: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['strategy', 'samples', 'hidden', 'generations'] },
)
const custom = fc.record({
  strategy: fc.oneof(evolution, others),
  episodes: fc.integer({ min: 1, max: 3 }),
  hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
  generations: fc.integer({ min: 3, max: 9 }),
})
const control = fc.record({
  environment: fc.constantFrom('cart-pole', 'pendulum', 'mountain-car', 'acrobot'),
  episodes: fc.integer({ min: 1, max: 3 }),
  randomness: fc.constantFrom('common', 'own', 'fixed'),
  window: fc.integer({ min: 1, max: 2 }),
  // With many steps a generation is worth threads.
  steps: fc.constantFrom(5, 200),
  recurrent: fc.boolean(),
  strategy: fc.oneof(evolution, others),
  generations: fc.integer({ min: 3, max: 9 }),
})

const checkpoint = { generations: 2 }
const configs: fc.Arbitrary<object> = fc.oneof(
  supervised.map(({ batch, samples, hidden, generations, patience, every, ...rest }) => ({
    task: {
      kind: 'classification',
      data: { generate: 'spirals', samples, validation: 0.2 },
      ...(batch && { batch }),
    },
    network: { hidden },
    stop: { generations, ...(patience && { patience }) },
    ...(every && { metrics: { every } }),
    ...{ checkpoint, pictures: { film: true, frames: 2 } },
    ...rest,
  })),
  custom.map(({ episodes, hidden, generations, strategy }) => ({
    task: { kind: 'custom', episodes, failures: 1, champion: { candidates: 2, episodes: 3 } },
    network: { hidden },
    stop: { generations },
    ...{ checkpoint, strategy },
  })),
  control.map(({ recurrent, generations, strategy, ...task }) => ({
    task: { kind: 'control', champion: { candidates: 2, episodes: 3 }, ...task },
    network: { hidden: [4], recurrent },
    stop: { generations },
    ...{ checkpoint, strategy },
  })),
)

let folders = 0

it('agrees for 0, 1, 2 and 5 workers, and killed and resumed', { timeout: 1_000_000 }, async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(configs, fc.double({ min: 0, max: 1, noNaN: true }), async (config, place) => {
      const fresh = (): string => join(base, `run-${++folders}`)
      const one = fresh()
      fault = killAt(Number.POSITIVE_INFINITY)
      await train(one, config)
      const { calls } = fault
      fault.end()
      const expected = resultOf(one)
      // A fitness that is an object is of this process alone.
      const workers = Reflect.get(config, 'task').kind === 'custom' ? [] : [1, 2, 5]
      for (const count of workers) {
        const folder = fresh()
        await train(folder, config, { workers: count })
        expect(resultOf(folder), `${count} workers`).toEqual(expected)
      }
      const killed = fresh()
      fault = killAt(1 + Math.floor(place * calls))
      await train(killed, config).catch(() => {})
      fault.end()
      forgetLock(killed)
      await train(killed, config, { workers: workers.length === 0 ? 0 : 2 })
      expect(resultOf(killed), `killed at ${place}`).toEqual(expected)
      runs += workers.length + 2
    }),
    { numRuns: full ? 300 : 8, seed: 11 },
  )
  console.log(`${runs} runs agree`)
})
