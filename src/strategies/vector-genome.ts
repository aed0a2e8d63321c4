import type { PriorSegment } from '../random/prior.ts'
import type { GenomeSpec } from './problem.ts'
import { readVector, type VectorGenes, type VectorOptions } from './vector-options.ts'

/**
 * The genome of a float64 vector. Each gene is a block of its own. The prior of a gene is
 * - uniform between its bounds if it has two and no `initial`; of a whole-number gene each number is equally likely;
 * - normal around `initial` with deviation (upper - lower) / 6 if it has two bounds, folded into them;
 * - normal around `initial` with deviation 1 otherwise. Without `initial` it is around 0, or around the bound if 0 is
 *   beyond it.
 * @param field the field that errors name before `lower[3]` and the like; '' for none
 * @throws InputError for options that do not describe a vector
 */
export function vectorGenome(options: VectorOptions, field = 'genome'): GenomeSpec {
  const { length, lower, upper, integer, initial } = readVector(options, field)
  const bounded = lower.some(Number.isFinite) || upper.some(Number.isFinite)
  return {
    length,
    type: 'float64',
    blockOf: Uint32Array.from({ length }, (_, p) => p),
    blocks: length,
    prior: segments({ length, lower, upper, integer, initial }),
    bounds: bounded ? { lower, upper } : null,
    integer: integer.includes(1) ? integer : null,
    initial,
  }
}

/** The priors of all genes; neighbours with the same prior share a segment. */
function segments(genes: VectorGenes): PriorSegment[] {
  const all: PriorSegment[] = []
  for (let p = 0; p < genes.length; p++) {
    const prior = priorOf(genes, p)
    const last = all.at(-1)
    const same =
      last?.kind === prior.kind && last.scale === prior.scale && (last.centre ?? 0) === (prior.centre ?? 0)
    if (same) all[all.length - 1] = { ...last, end: p + 1 }
    else all.push({ start: p, end: p + 1, ...prior })
  }
  return all
}

function priorOf(
  { lower, upper, integer, initial }: VectorGenes,
  p: number,
): Omit<PriorSegment, 'start' | 'end'> {
  const whole = integer[p] === 1
  const least = whole ? Math.ceil(lower[p]) : lower[p]
  const most = whole ? Math.floor(upper[p]) : upper[p]
  const closed = Number.isFinite(least) && Number.isFinite(most)
  // Halves and sixths before the difference: that of two bounds of float64 may be infinite.
  if (closed && initial === null) {
    return { kind: 'uniform', scale: most / 2 - least / 2, ...around(least / 2 + most / 2) }
  }
  const start = initial === null ? Math.min(Math.max(0, least), most) : initial[p]
  return { kind: 'normal', scale: closed ? most / 6 - least / 6 : 1, ...around(start) }
}

function around(centre: number): { centre?: number } {
  return centre === 0 ? {} : { centre }
}
