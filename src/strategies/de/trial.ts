import { type Genome, newGenome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { drawFresh, geneDomainOf, settle } from '../gene-domain.ts'
import type { Materialise, Search, SharedVector, SharedVectors } from '../strategy.ts'
import type { Vectors } from '../vectors.ts'
import { archiveSize, type DeOptions, firstSize } from './options.ts'
import type { DePlan } from './state.ts'

/** The shared vectors: the population's genomes (N_init, P), and those that it has left behind. */
const parentsName = 'parents'
const archiveName = 'archive'

export function deShared({ problem, options }: Search<DeOptions>): readonly SharedVector[] {
  const { type, length } = problem
  const first = firstSize(options, length)
  return [
    { name: parentsName, type, length: first * length },
    { name: archiveName, type, length: archiveSize(options, first) * length },
  ]
}

export function parentsOf(shared: SharedVectors): Genome {
  return shared[parentsName]
}

export function archiveOf(shared: SharedVectors): Genome {
  return shared[archiveName]
}

/** Makes the genomes of any row of a plan: by current-to-pbest/1 with archive, and binomial crossover. */
export function deMaterialiser(
  { problem, seed }: Search<DeOptions>,
  shared: SharedVectors,
  vectors: Vectors,
): Materialise<DePlan> {
  const { length, initial } = problem
  const domain = geneDomainOf(problem)
  const draws = new Float32Array(length)
  const mutant = newGenome('float64', length)
  const [parents, archive] = [parentsOf(shared), archiveOf(shared)]
  const genome = (from: Genome, place: number): Genome => from.subarray(place * length, (place + 1) * length)

  /** v = x + F (x_pbest - x) + F (x_r1 - x_r2), a gene that leaves its bounds half of the way from x to the bound. */
  function mutate(plan: DePlan, individual: number, x: Genome): void {
    const n = plan.f.length
    const f = plan.f[individual]
    const best = genome(parents, plan.best[individual])
    const first = genome(parents, plan.first[individual])
    const at = plan.second[individual]
    const second = at < n ? genome(parents, at) : genome(archive, at - n)
    for (let p = 0; p < length; p++) mutant[p] = x[p] + f * (best[p] - x[p]) + f * (first[p] - second[p])
    if (domain === null) return
    const { lower, upper } = domain
    for (let p = 0; p < length; p++) {
      // Halves before the sum: that of two large numbers may be infinite.
      if (mutant[p] < lower[p]) mutant[p] = lower[p] / 2 + x[p] / 2
      else if (mutant[p] > upper[p]) mutant[p] = upper[p] / 2 + x[p] / 2
    }
  }

  return (plan, row, out) => {
    const { generation, again } = plan
    const individual = row - again
    if (individual < 0) {
      out.set(genome(parents, row))
      return
    }
    if (generation === 0) {
      if (individual === 0 && initial !== null) {
        out.set(initial)
        return
      }
      drawFresh(
        problem,
        domain,
        out,
        new RandomStream({ seed, purpose: purpose.initial, generation, individual }),
      )
    } else {
      const x = genome(parents, individual)
      mutate(plan, individual, x)
      const mixing = new RandomStream({ seed, purpose: purpose.crossover, generation, individual })
      const always = mixing.integer(length)
      vectors.fillUniform(draws, mixing)
      const cr = plan.cr[individual]
      for (let p = 0; p < length; p++) out[p] = draws[p] < cr || p === always ? mutant[p] : x[p]
    }
    if (domain === null) return
    settle(out, domain, new RandomStream({ seed, purpose: purpose.rounding, generation, individual }))
  }
}
