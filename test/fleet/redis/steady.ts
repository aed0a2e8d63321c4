/** A training of some seconds, to be disturbed, and what it gives undisturbed. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConfigInput } from '../../../src/index.ts'
import { RandomStream } from '../../../src/random/stream.ts'
import { folderWith } from '../../e2e/command-line.ts'
import { type Result, train } from './results.ts'

/** Takes about 3 ms, depends on random numbers, and sometimes fails. */
const fitness = `
export default {
  inputs: 2,
  outputs: 1,
  direction: 'maximize',
  evaluate(network, { random, report }) {
    let error = 0
    for (let k = 0; k < 1500; k++) {
      const [a, b] = [random.float64() - 0.5, random.float64() - 0.5]
      error += (network.forward([a, b])[0] - a * b) ** 2
    }
    if (random.boolean(0.01)) throw new Error('bad luck')
    report({ error })
    return -error
  },
}
`

export const files: Readonly<Record<string, string>> = { 'fitness.mjs': fitness }

export const steady: ConfigInput & object = {
  task: { kind: 'custom', module: 'fitness.mjs' },
  ...{ network: { hidden: [6] }, pictures: false, checkpoint: { generations: 2 } },
  strategy: { kind: 'ga', population: 24, initial: 2 },
  stop: { generations: 30 },
}

/** Sends much: the parents, and what individuals have learned. */
export const heavy: ConfigInput & object = {
  task: { kind: 'classification', data: { generate: 'moons', samples: 2000, validation: 0.2 } },
  ...{ network: { hidden: [40, 40] }, stop: { generations: 40 }, pictures: false },
  strategy: { kind: 'ga', population: 20, initial: 1 },
  memetic: { every: 1, fraction: 0.5 },
}

const undisturbed = new Map<object, Promise<Result>>()

/** What a training gives where nothing happens. */
export function expectedResult(config: ConfigInput & object = steady): Promise<Result> {
  const known = undisturbed.get(config)
  if (known !== undefined) return known
  const result = train(config, folderWith(files), 'alone', { workers: 1 }).then((whole) => whole.result)
  undisturbed.set(config, result)
  return result
}

/** Seeded pauses between two mishaps, milliseconds. */
export class Pauses {
  private readonly random: RandomStream

  constructor(seed: number) {
    this.random = new RandomStream({ seed, purpose: 1 })
  }

  /** Waits, unless something ends before. @returns whether it has not ended */
  async wait(ended: Promise<unknown>, mostMs = 1500): Promise<boolean> {
    const over = ended.then(
      () => false,
      () => false,
    )
    return await Promise.race([over, sleep(this.random.float64() * mostMs, true)])
  }
}
