import type { Genome } from '../../../random/genome.ts'
export interface NoCrossoverOptions {
  readonly kind: 'none'
}

/** The child is a copy of the first parent. */
export function none(first: Genome, _second: Genome, child: Genome): void {
  child.set(first)
}
