import type { Genome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { type BlockIndex, indexBlocks } from '../blocks.ts'
import { geneDomainOf, settle } from '../gene-domain.ts'
import { priorScale } from '../prior.ts'
import type { Search } from '../strategy.ts'
import { bred, type CosyneOptions } from './options.ts'

/**
 * Replaces the worst individuals by offspring of the best. The k-th of the best is crossed with a better one, the very best with any of them:
 * each neuron takes the head of its weights from one parent and the tail from the other. Then some genes mutate.
 * @param weights (m, P) individuals, best first
 */
export function breed(search: Search<CosyneOptions>, generation: number, weights: Genome): void {
  const { problem, options, seed } = search
  const { length } = problem
  const blocks = indexBlocks(problem)
  const domain = geneDomainOf(problem)
  const units = options.scale === 'prior' ? priorScale(problem) : null
  const count = bred(options)
  const row = (rank: number): Genome => weights.subarray(rank * length, (rank + 1) * length)
  for (let k = 0; k < count; k++) {
    const id = { seed, generation, individual: k }
    const mixing = new RandomStream({ ...id, purpose: purpose.crossover })
    const mate = mixing.integer(k === 0 ? count : k)
    const pair: readonly [Genome, Genome] = mixing.boolean(0.5) ? [row(k), row(mate)] : [row(mate), row(k)]
    const child = row(options.population - 1 - k)
    cross(pair, child, blocks, mixing)
    mutate(child, options, units, new RandomStream({ ...id, purpose: purpose.mutation }))
    if (domain !== null) settle(child, domain, new RandomStream({ ...id, purpose: purpose.rounding }))
  }
}

/** One-point crossover of each neuron; a cut at an end takes it whole. */
function cross(
  [first, second]: readonly [Genome, Genome],
  child: Genome,
  { starts, genes }: BlockIndex,
  stream: RandomStream,
): void {
  const draws = new Float32Array(starts.length - 1)
  stream.fillUniform(draws)
  for (let b = 0; b < draws.length; b++) {
    const [start, end] = [starts[b], starts[b + 1]]
    const cut = start + Math.floor(draws[b] * (end - start + 1))
    for (let at = start; at < end; at++) child[genes[at]] = at < cut ? first[genes[at]] : second[genes[at]]
  }
}

/** Adds Cauchy noise, the quotient of two normals, to genes that are drawn one by one. */
function mutate(
  child: Genome,
  { rate, sigma }: CosyneOptions,
  units: Genome | null,
  stream: RandomStream,
): void {
  const draws = new Float32Array(child.length)
  stream.fillUniform(draws)
  const loci: number[] = []
  for (let p = 0; p < child.length; p++) if (draws[p] < rate) loci.push(p)
  const normals = new Float32Array(2 * loci.length)
  stream.fillNormal(normals)
  loci.forEach((p, k) => {
    const divisor = normals[2 * k + 1]
    if (divisor !== 0) child[p] += (sigma * (units === null ? 1 : units[p]) * normals[2 * k]) / divisor
  })
}
