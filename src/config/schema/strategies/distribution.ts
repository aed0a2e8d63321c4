import { z } from 'zod'
import type { Issue } from '../../../errors.ts'
import type { CmaOptions } from '../../../strategies/cma/cma-es.ts'
import type { SepCmaOptions } from '../../../strategies/cma/sep-cma-es.ts'
import { type DistributionOptions, distributionDefaults } from '../../../strategies/distribution/options.ts'
import type { CrFmNesOptions } from '../../../strategies/nes/cr-fm-nes.ts'
import type { SnesOptions } from '../../../strategies/nes/snes.ts'
import type { XnesOptions } from '../../../strategies/nes/xnes.ts'
import { found, unless } from '../../unless.ts'
import { flag, integer, number, type Shape, word } from '../field.ts'
import { type EvolutionEntry, evolutionEntry } from './evolution.ts'

const LARGEST_POPULATION = 1_000_000

export function sigmaSchema(fallback: number): z.ZodType<number> {
  return number({ above: 0, max: 1e6 }).default(fallback).describe('σ₀, the step size at the start')
}

export const scaleSchema: z.ZodType<DistributionOptions['scale']> = word<DistributionOptions['scale']>([
  'absolute',
  'prior',
])
  .default(distributionDefaults.scale)
  .describe("the unit of the step size: 1, or each gene's standard deviation in a fresh genome")

const shape: Shape<DistributionOptions> = {
  population: z
    .union([integer({ min: 2, max: LARGEST_POPULATION }), z.literal('auto')], {
      error: 'a whole number from 2 to 1,000,000, or auto',
    })
    .default(distributionDefaults.population)
    .describe('λ, individuals in a generation; auto: 4 + ⌊3 ln P⌋'),
  sigma: sigmaSchema(distributionDefaults.sigma),
  scale: scaleSchema,
}

export const cmaEsEntry: EvolutionEntry<{ readonly kind: 'cma-es' } & CmaOptions> = evolutionEntry<
  { readonly kind: 'cma-es' } & CmaOptions
>({
  shape: {
    ...shape,
    active: flag()
      .default(true)
      .describe('whether bad individuals narrow the distribution, by negative weights'),
    restarts: word<CmaOptions['restarts']>(['none', 'ipop', 'bipop'])
      .default('none')
      .describe('ipop: again and again with twice the population; bipop: in turn with small runs'),
    doublings: integer({ min: 0, max: 20 })
      .default(9)
      .describe('with restarts, how often the population may double; it then stays as large'),
  },
  check: () => [],
})

export const sepCmaEsEntry: EvolutionEntry<{ readonly kind: 'sep-cma-es' } & SepCmaOptions> = evolutionEntry<
  { readonly kind: 'sep-cma-es' } & SepCmaOptions
>({ shape, check: () => [] })

export const snesEntry: EvolutionEntry<{ readonly kind: 'snes' } & SnesOptions> = evolutionEntry<
  { readonly kind: 'snes' } & SnesOptions
>({ shape, check: () => [] })

export const xnesEntry: EvolutionEntry<{ readonly kind: 'xnes' } & XnesOptions> = evolutionEntry<
  { readonly kind: 'xnes' } & XnesOptions
>({ shape, check: () => [] })

export const crFmNesEntry: EvolutionEntry<{ readonly kind: 'cr-fm-nes' } & CrFmNesOptions> = evolutionEntry<
  { readonly kind: 'cr-fm-nes' } & CrFmNesOptions
>({
  shape,
  check: ({ population }) => (population === 'auto' ? [] : evenPopulation({ population })),
})

/** For strategies whose individuals come in pairs. */
export function evenPopulation({ population }: { readonly population: number }): readonly Issue[] {
  const expected = 'an even number, since individuals come in pairs'
  return found(unless(population % 2 === 0, 'strategy.population', expected, population))
}
