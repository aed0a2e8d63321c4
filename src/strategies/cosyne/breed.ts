import type { Genome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { type BlockIndex, indexBlocks } from '../blocks.ts'
import { geneDomainOf, settle } from '../gene-domain.ts'
import { priorScale } from '../prior.ts'
import type { Search } from '../strategy.ts'
import { bred, breeding, type CosyneOptions } from './options.ts'

/**
 * Replaces the worst individuals by offspring of the best. The k-th of the best is crossed with a better one, the very best with any of them.
 * That gives two offspring: each neuron of the one takes the head of its weights from the one parent and the tail from the other, and the
 * other one gets the rest. Then some genes of each mutate.
 * @param weights (m, P) individuals, best first
 */
export function breed(search: Search<CosyneOptions>, generation: number, weights: Genome): void {
  const { problem, options, seed } = search
  const { length } = problem
  const blocks = indexBlocks(problem)
  const domain = geneDomainOf(problem)
  const units = options.scale === 'prior' ? priorScale(problem) : null
  const [parents, count] = [breeding(options), bred(options)]
  const row = (rank: number): Genome => weights.subarray(rank * length, (rank + 1) * length)
  const cuts = new Uint32Array(problem.blocks)
  for (let k = 0; 2 * k < count; k++) {
    const mixing = new RandomStream({ seed, purpose: purpose.crossover, generation, individual: k })
    const mate = mixing.integer(k === 0 ? parents : k)
    drawCuts(blocks, cuts, mixing)
    for (let child = 2 * k; child < Math.min(2 * k + 2, count); child++) {
      const [head, tail] = child % 2 === 0 ? [row(k), row(mate)] : [row(mate), row(k)]
      const genome = row(options.population - 1 - child)
      cross(head, tail, genome, blocks, cuts)
      const id = { seed, generation, individual: child }
      mutate(genome, options, units, new RandomStream({ ...id, purpose: purpose.mutation }))
      if (domain !== null) settle(genome, domain, new RandomStream({ ...id, purpose: purpose.rounding }))
    }
  }
}

/** Writes the place at which the weights of each neuron are cut; a cut at an end takes it whole. */
function drawCuts({ starts }: BlockIndex, cuts: Uint32Array, stream: RandomStream): void {
  const draws = new Float32Array(cuts.length)
  stream.fillUniform(draws)
  for (let b = 0; b < cuts.length; b++)
    cuts[b] = starts[b] + Math.floor(draws[b] * (starts[b + 1] - starts[b] + 1))
}

/** One-point crossover of each neuron. */
function cross(
  head: Genome,
  tail: Genome,
  child: Genome,
  { starts, genes }: BlockIndex,
  cuts: Uint32Array,
): void {
  for (let b = 0; b < cuts.length; b++) {
    for (let at = starts[b]; at < starts[b + 1]; at++) {
      child[genes[at]] = at < cuts[b] ? head[genes[at]] : tail[genes[at]]
    }
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
