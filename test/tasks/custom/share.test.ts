import { describe, expect, it } from 'vitest'
import { describeFitness } from '../../../src/tasks/custom/description.ts'
import type { Fitness, SharedArrays } from '../../../src/tasks/custom/fitness.ts'

const fitness: Fitness = {
  genome: { length: 1 },
  direction: 'minimize',
  evaluate: ([gene]) => gene!,
  share({ random }) {
    const prices = new Float64Array(8)
    for (let day = 0; day < prices.length; day++) prices[day] = random.normal()
    return { prices }
  },
}

async function sharedBy(seed: number): Promise<SharedArrays> {
  const { shared } = await describeFitness(fitness, { file: undefined, options: {}, shared: {}, seed })
  return shared
}

describe('data that a fitness shares', () => {
  it('can be drawn by random numbers of the seed', async () => {
    const one = await sharedBy(1)
    expect(await sharedBy(1)).toEqual(one)
    expect(await sharedBy(2)).not.toEqual(one)
    expect(new Set(one['prices']).size).toBe(8)
  })
})
