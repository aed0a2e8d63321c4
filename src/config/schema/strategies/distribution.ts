import { z } from 'zod'
import type { CmaOptions } from '../../../strategies/cma/cma-es.ts'
import type { SepCmaOptions } from '../../../strategies/cma/sep-cma-es.ts'
import { type DistributionOptions, distributionDefaults } from '../../../strategies/distribution/options.ts'
import type { SnesOptions } from '../../../strategies/nes/snes.ts'
import type { XnesOptions } from '../../../strategies/nes/xnes.ts'
import { flag, integer, number, type Shape, word } from '../field.ts'
import type { StrategyEntry } from './entry.ts'
import { type EvolutionChoices, evolutionEntry } from './evolution.ts'

const LARGEST_POPULATION = 1_000_000

const shape: Shape<DistributionOptions> = {
  population: z
    .union([integer({ min: 2, max: LARGEST_POPULATION }), z.literal('auto')], {
      error: 'a whole number from 2 to 1,000,000, or auto',
    })
    .default(distributionDefaults.population)
    .describe('λ, individuals in a generation; auto: 4 + ⌊3 ln P⌋'),
  sigma: number({ above: 0, max: 1e6 })
    .default(distributionDefaults.sigma)
    .describe('σ₀, the step size at the start'),
  scale: word<DistributionOptions['scale']>(['absolute', 'prior'])
    .default(distributionDefaults.scale)
    .describe("the unit of the step size: 1, or each gene's standard deviation in a fresh genome"),
}

type Entry<Options extends { readonly kind: string }> = StrategyEntry<Options & EvolutionChoices>

export const cmaEsEntry: Entry<{ readonly kind: 'cma-es' } & CmaOptions> = evolutionEntry<
  { readonly kind: 'cma-es' } & CmaOptions
>({
  shape: {
    ...shape,
    active: flag()
      .default(true)
      .describe('whether bad individuals narrow the distribution, by negative weights'),
  },
  check: () => undefined,
})

export const sepCmaEsEntry: Entry<{ readonly kind: 'sep-cma-es' } & SepCmaOptions> = evolutionEntry<
  { readonly kind: 'sep-cma-es' } & SepCmaOptions
>({ shape, check: () => undefined })

export const snesEntry: Entry<{ readonly kind: 'snes' } & SnesOptions> = evolutionEntry<
  { readonly kind: 'snes' } & SnesOptions
>({ shape, check: () => undefined })

export const xnesEntry: Entry<{ readonly kind: 'xnes' } & XnesOptions> = evolutionEntry<
  { readonly kind: 'xnes' } & XnesOptions
>({ shape, check: () => undefined })
