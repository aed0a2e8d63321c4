import { type Genome, newGenome } from '../random/genome.ts'
import { drawPrior, type PriorSegment } from '../random/prior.ts'
import type { RandomStream } from '../random/stream.ts'
import type { GenomeSpec, Problem } from './problem.ts'

/** Draws the genes (P) of a fresh genome from its prior, with their centre if it has one apart. */
export function drawGenes(
  { prior, centre }: Pick<GenomeSpec, 'prior' | 'centre'>,
  genes: Genome,
  stream: RandomStream,
): void {
  drawPrior(prior, genes, stream)
  if (centre !== undefined) for (let p = 0; p < genes.length; p++) genes[p] += centre[p]
}

/** The standard deviation of a segment's genes. */
function deviation({ kind, scale }: PriorSegment): number {
  if (kind === 'zero') return 0
  return kind === 'normal' ? scale : scale / Math.sqrt(3)
}

/**
 * (P) the standard deviation of each gene in a fresh genome. A gene that always starts at the same value takes
 * the root mean square of the others in its block, as a bias does from its weights. If all genes of the block
 * start at fixed values, it takes 1.
 */
export function priorScale(problem: Problem): Genome {
  const { type, length, blocks, blockOf } = problem
  const scale = newGenome(type, length)
  for (const segment of problem.prior) scale.fill(deviation(segment), segment.start, segment.end)

  const squares = new Float64Array(blocks)
  const counts = new Uint32Array(blocks)
  for (let p = 0; p < length; p++) {
    squares[blockOf[p]] += scale[p] * scale[p]
    if (scale[p] > 0) counts[blockOf[p]]++
  }
  for (let p = 0; p < length; p++) {
    const block = blockOf[p]
    if (scale[p] === 0) scale[p] = counts[block] === 0 ? 1 : Math.sqrt(squares[block] / counts[block])
  }
  return scale
}
