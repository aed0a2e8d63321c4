import type { Genome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { drawFresh, settle } from '../gene-domain.ts'
import { cross, crossoverRate } from '../operators/crossover/index.ts'
import { mutate, stepOf, stepUnits } from '../operators/mutation/index.ts'
import { expectedLoci } from '../operators/mutation/loci.ts'
import { stepRule } from '../operators/step/index.ts'
import { createWorkspace } from '../operators/workspace.ts'
import { isForeign, type Materialise, type Search, type SharedVectors } from '../strategy.ts'
import type { Vectors } from '../vectors.ts'
import type { GaOptions } from './options.ts'
import type { GaPlan } from './state.ts'

/** The shared vector with the parents' genomes, (M, P), and room for those that survive a generation. */
export const parentsName = 'parents'

/** Makes the genomes of any row of a plan. */
export function gaMaterialiser(
  search: Search<GaOptions>,
  shared: SharedVectors,
  vectors: Vectors,
): Materialise<GaPlan> {
  const { problem, options, seed } = search
  const { length, initial } = problem
  const workspace = createWorkspace(problem, vectors)
  const { domain } = workspace
  const units = stepUnits(options.mutation, problem)

  return (plan, row, out) => {
    const { generation, again, pairs } = plan
    const parents: Genome = shared[parentsName]
    const parent = (rank: number) => parents.subarray(rank * length, (rank + 1) * length)
    const individual = row - again
    if (individual < 0) {
      out.set(parent(row))
      return
    }
    if (generation === 0 && individual === 0 && initial !== null) {
      out.set(initial)
      return
    }
    if (2 * individual < pairs.length) {
      const { crossed, sigma, mixing, varying } = beget(search, plan, individual)
      const [first, second] = [parent(pairs[2 * individual]), parent(pairs[2 * individual + 1])]
      if (crossed) cross(first, second, out, options.crossover, mixing, workspace)
      else out.set(first)
      mutate(out, sigma, units, options.mutation, varying, workspace)
    } else {
      const kind = generation === 0 ? purpose.initial : purpose.immigrant
      drawFresh(problem, domain, out, new RandomStream({ seed, purpose: kind, generation, individual }))
    }
    if (domain === null) return
    settle(out, domain, new RandomStream({ seed, purpose: purpose.rounding, generation, individual }))
  }
}

/** What is drawn for a child before its genes. */
interface Conception {
  readonly crossed: boolean
  /** The step size of its mutation; 0 if the mutation has none. */
  readonly sigma: number
  /** The stream that crossover draws from. */
  readonly mixing: RandomStream
  /** The stream that mutation draws from. */
  readonly varying: RandomStream
}

/** Makes the draws that precede a child's genes. `tell` repeats them to learn the child's step size. */
function beget({ problem, options, seed }: Search<GaOptions>, plan: GaPlan, individual: number): Conception {
  const { generation, pairs, sigma, parentSigma } = plan
  // Written out: spreading an object takes longer than all the draws here.
  const mixing = new RandomStream({ seed, purpose: purpose.crossover, generation, individual })
  const crossed = mixing.boolean(crossoverRate(options.crossover))
  const varying = new RandomStream({ seed, purpose: purpose.mutation, generation, individual })
  const rule = stepOf(options.mutation)
  const own = rule && stepRule(rule.step).own
  if (rule === null || own === null) return { crossed, sigma, mixing, varying }
  const first = parentSigma[pairs[2 * individual]]
  const inherited = crossed ? Math.sqrt(first * parentSigma[pairs[2 * individual + 1]]) : first
  const loci = expectedLoci(options.mutation, problem)
  return { crossed, sigma: own(inherited, loci, rule.step, varying), mixing, varying }
}

/**
 * The step size that row `row` of a plan was made with; the common one if it comes from elsewhere. The row must not be a parent.
 */
export function stepSizeOf(search: Search<GaOptions>, plan: GaPlan, row: number): number {
  const rule = stepOf(search.options.mutation)
  if (rule === null || stepRule(rule.step).own === null || isForeign(plan, row)) return plan.sigma
  const individual = row - plan.again
  return 2 * individual < plan.pairs.length ? beget(search, plan, individual).sigma : plan.sigma
}
