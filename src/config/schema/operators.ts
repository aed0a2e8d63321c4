import { z } from 'zod'
import { type CrossoverOptions, crossovers } from '../../strategies/operators/crossover/index.ts'
import { type MutationOptions, mutations } from '../../strategies/operators/mutation/index.ts'
import { type SelectionOptions, selections } from '../../strategies/operators/selection/index.ts'
import { type StepOptions, steps } from '../../strategies/operators/step/index.ts'
import { integer, number, word } from './field.ts'
import { defaultsOf, registered } from './registry.ts'

const LARGEST = 1e6
const chance = (meaning: string): z.ZodType<number> => number({ min: 0, max: 1 }).describe(meaning)

/** @param fallback the kind of a mapping that names none */
export function selectionSchema(fallback: SelectionOptions['kind']): z.ZodType<SelectionOptions> {
  return registered<SelectionOptions>(
    defaultsOf<SelectionOptions>(selections),
    {
      fraction: number({ above: 0, max: 1 }).describe('the best share of the population, which breeds'),
      size: integer({ min: 1, max: LARGEST }).describe(
        'number of individuals drawn; the best of them is chosen',
      ),
      pressure: number({ min: 1, max: 2 }).describe(
        'the chance of the best individual, as a multiple of the average chance',
      ),
    },
    fallback,
  )
}

export function crossoverSchema(fallback: CrossoverOptions['kind']): z.ZodType<CrossoverOptions> {
  return registered<CrossoverOptions>(
    defaultsOf<CrossoverOptions>(crossovers),
    {
      rate: chance('chance that a child has two parents'),
      swap: chance('chance that a gene (neuron: a unit) comes from the second parent'),
      points: integer({ min: 1, max: LARGEST }).describe('cuts'),
      weight: chance('weight of the first parent'),
      alpha: number({ min: 0, max: LARGEST }).describe(
        'how far beyond the parents, in units of their distance',
      ),
      eta: number({ min: 0, max: LARGEST }).describe(
        'distribution index: larger values stay closer to the parents',
      ),
    },
    fallback,
  )
}

function stepSchema(fallback: StepOptions['kind']): z.ZodType<StepOptions> {
  return registered<StepOptions>(
    defaultsOf<StepOptions>(steps),
    {
      halfLife: number({ above: 0, max: 1e9 }).describe('generations in which the step size halves'),
      factor: number({ above: 1, max: LARGEST }).describe('growth of the step size if every child succeeds'),
      rate: number({ above: 0, max: LARGEST })
        .nullable()
        .describe('learning rate of the step size; null: 1/√(2n) for n genes that change'),
      minimum: number({ above: 0, max: LARGEST }).describe('lower bound of the step size'),
      maximum: number({ above: 0, max: LARGEST }).describe('upper bound of the step size'),
    },
    fallback,
  )
}

export function mutationSchema(fallback: MutationOptions['kind']): z.ZodType<MutationOptions> {
  const schema = registered<MutationOptions>(
    mutations,
    {
      rate: chance('chance of each gene (of the drawn neurons) to change'),
      neurons: z
        .union([integer({ min: 1, max: LARGEST }), word(['all', 'auto'])], {
          error: 'a number of neurons, all or auto',
        })
        .describe('number of random neurons that a mutation changes; auto: 1, or all without a network'),
      sigma: number({ above: 0, max: LARGEST }).describe('initial step size'),
      scale: word(['absolute', 'prior']).describe(
        'unit of the step size: 1, or the standard deviation of each gene in the first generation',
      ),
      step: stepSchema(mutations.gaussian.step.kind).describe('how the step size changes'),
      eta: number({ min: 0, max: LARGEST }).describe('distribution index: larger values give shorter steps'),
    },
    fallback,
  )
  return z.preprocess(reachAllByRate, schema) as unknown as z.ZodType<MutationOptions>
}

/** A rate without `neurons` is for all genes, so `neurons` is `all` then. */
function reachAllByRate(value: unknown): unknown {
  const given = typeof value === 'object' && value !== null ? Object.keys(value) : []
  return given.includes('rate') ? { neurons: 'all', ...(value as object) } : value
}
