import type { PopulationOptions } from './index.ts'

/** What is known of a search before it starts. */
export interface SearchFacts {
  /** P */
  readonly length: number
  /** Whether the genes are the weights of a network. */
  readonly isNetwork: boolean
  /** Whether some genes are whole numbers. */
  readonly hasWholeNumbers: boolean
  /** Whether the fitness of a genome is known to change between generations. */
  readonly isNoisy: boolean
  /** The individuals that may be scored; null if it is not known. */
  readonly budget: number | null
}

/** A strategy, and why it fits. */
interface Choice {
  readonly kind: PopulationOptions['kind']
  readonly why: string
}

/** The most weights for which learning a distribution is better than breeding. */
const fewWeights = 500
/** The most with noise, or with a small budget. */
const mostWeights = 1000
/** The individuals that ga needs for many weights: its first generation alone has 500. */
const leastForWeights = 2000
/** The individuals that it needs between these two. */
const leastBetween = 5000
/** The individuals for each gene that ga needs to find whole numbers. */
const leastForWhole = 500
/** The most genes whose covariances can be learned, and how many times P² individuals that takes. */
const mostCovaried = 200
const leastForCovariances = 10
/** Up to so many individuals for each of many genes, hardly any shape can be learned. */
const fewPerGene = 10
/** For a search whose end is not known: the usual budget of a comparison. */
const usualBudget = 10_000

/** The strategy for a search. Its rule rests on the measurements of bench/auto.mjs. */
export function strategyFor(facts: SearchFacts): Choice {
  const { length, isNetwork, budget } = facts
  const individuals = budget ?? usualBudget
  const [kind, reason] = isNetwork ? forWeights(facts, individuals) : forNumbers(facts, individuals)
  const size = `${shown(length)} ${isNetwork ? 'weights' : 'genes'}`
  const spent = budget === null ? 'an open budget' : `a budget of about ${shown(budget)} individuals`
  return { kind, why: `${size} and ${spent}; ${reason}` }
}

type Reasoned = readonly [kind: Choice['kind'], reason: string]

function forWeights({ length, isNoisy }: SearchFacts, individuals: number): Reasoned {
  if (length <= fewWeights)
    return ['cr-fm-nes', `it does best up to ${shown(fewWeights)} weights, also on batches`]
  if (length <= mostWeights && isNoisy)
    return ['cr-fm-nes', `it does best up to ${shown(mostWeights)} weights on batches`]
  if (length <= mostWeights && individuals < leastBetween)
    return ['cr-fm-nes', `up to ${shown(mostWeights)} weights, it does best with so few individuals`]
  if (individuals >= leastForWeights) return ['ga', `it does best above ${shown(fewWeights)} weights`]
  return ['sep-cma-es', `it is the fastest to begin with above ${shown(mostWeights)} weights`]
}

function forNumbers({ length, hasWholeNumbers, isNoisy }: SearchFacts, individuals: number): Reasoned {
  if (hasWholeNumbers && individuals >= leastForWhole * length)
    return ['ga', `it finds whole numbers best from ${leastForWhole} individuals a gene on`]
  if (hasWholeNumbers) return ['cr-fm-nes', 'it is the fastest to begin with, also for whole numbers']
  if (isNoisy) return ['cr-fm-nes', 'it does best where fitness is noisy']
  if (length <= mostCovaried && individuals >= leastForCovariances * length * length)
    return ['cma-es', 'that is enough to learn how all genes depend on each other']
  if (length <= mostCovaried)
    return ['cr-fm-nes', 'that is too little to learn how all genes depend on each other']
  if (individuals <= fewPerGene * length)
    return ['openai-es', `it gains most from up to ${fewPerGene} individuals a gene`]
  return [
    'cr-fm-nes',
    `above ${mostCovaried} genes, it does best with more than ${fewPerGene} individuals a gene`,
  ]
}

/** With commas, as everywhere. */
function shown(count: number): string {
  return count.toLocaleString('en-US')
}
