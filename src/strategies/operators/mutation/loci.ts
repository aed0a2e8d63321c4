import { log } from '../../../math/elementary.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Problem } from '../../problem.ts'
import type { Workspace } from '../workspace.ts'

/** Which genes a mutation changes. */
export interface Loci {
  /** In [0, 1]: the probability that a gene of a chosen neuron changes. */
  readonly rate: number
  /**
   * How many distinct random neurons a mutation reaches, as in MUTATE-NODES (Montana & Davis 1989);
   * `all` reaches every gene; `auto` is 1, or `all` for genomes without neurons.
   */
  readonly neurons: number | 'all' | 'auto'
}

/** Where every gene is a block of its own, there are no neurons. */
function reach({ neurons }: Loci, { blocks, length }: Problem): number | 'all' {
  if (neurons !== 'auto') return neurons
  return blocks === length ? 'all' : 1
}

/** Above this rate, one draw per gene is faster than drawing the gaps between genes that change. */
const sparse = 0.25

/** How many genes a mutation changes on average. */
export function expectedLoci(options: Loci, problem: Problem): number {
  const { rate } = options
  const neurons = reach(options, problem)
  const reached = neurons === 'all' ? 1 : Math.min(1, neurons / problem.blocks)
  return Math.max(1, rate * reached * problem.length)
}

/** True if a mutation changes every gene, so that no loci need to be drawn. */
export function isDense(options: Loci, { problem }: Workspace): boolean {
  const { rate } = options
  const neurons = reach(options, problem)
  return rate >= 1 && (neurons === 'all' || neurons >= problem.blocks)
}

/** Writes the indices of the genes that change to the start of `workspace.loci`; returns their number. */
export function drawLoci(options: Loci, stream: RandomStream, workspace: Workspace): number {
  const { loci, problem } = workspace
  const { rate } = options
  const neurons = reach(options, problem)
  if (neurons !== 'all' && neurons < problem.blocks) {
    return thin(loci, drawNeurons(neurons, stream, workspace), rate, stream, workspace)
  }
  if (rate < sparse) return drawGaps(loci, rate, stream)
  for (let p = 0; p < loci.length; p++) loci[p] = p
  return thin(loci, loci.length, rate, stream, workspace)
}

/** The genes of `count` distinct neurons. */
function drawNeurons(count: number, stream: RandomStream, { problem, blocks, loci }: Workspace): number {
  const chosen = new Set<number>()
  while (chosen.size < count) chosen.add(stream.integer(problem.blocks))
  let n = 0
  for (const block of chosen) {
    for (let i = blocks.starts[block]; i < blocks.starts[block + 1]; i++) loci[n++] = blocks.genes[i]
  }
  return n
}

/** Keeps each of the first `count` loci with probability `rate`. */
function thin(
  loci: Uint32Array,
  count: number,
  rate: number,
  stream: RandomStream,
  { uniforms }: Workspace,
): number {
  if (rate >= 1) return count
  const draws = uniforms.subarray(0, count)
  stream.fillUniform(draws)
  let n = 0
  for (let i = 0; i < count; i++) {
    loci[n] = loci[i]
    if (draws[i] < rate) n++
  }
  return n
}

/** The gap to the next change is geometric: ⌊ln u / ln(1 - rate)⌋ for u in (0, 1] (Devroye 1986, ch. X.2). */
function drawGaps(loci: Uint32Array, rate: number, stream: RandomStream): number {
  if (rate <= 0) return 0
  const scale = 1 / logOfRest(rate)
  const draws = new Float32Array(64)
  let n = 0
  let at = -1
  for (;;) {
    stream.fillUniform(draws)
    for (let i = 0; i < draws.length; i++) {
      at += 1 + Math.floor(log(1 - draws[i]) * scale)
      if (at >= loci.length) return n
      loci[n++] = at
    }
  }
}

/** ln(1 - x) for x in (0, 1/4), as a series: in float32, 1 - x would round the smallest rates away. */
function logOfRest(x: number): number {
  let sum = 0
  let term = x
  for (let k = 1; term > Number.EPSILON * x; k++) {
    sum -= term / k
    term *= x
  }
  return sum
}
