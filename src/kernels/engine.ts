import type { Issue } from '../errors.ts'
import type { optimisers } from '../gradient/optimisers/index.ts'
import type { Arena } from '../memory/arena.ts'
import type { Vectors } from '../strategies/vectors.ts'
import type { Arithmetic, Kernel } from './kernel.ts'

/**
 * Who computes networks and the steps of optimisers. An engine decides how fast that is and nothing else: two engines
 * that compute in the same arithmetic give the same bits.
 */
export interface Engine {
  readonly name: string
  /** What it can compute in, on a machine that has all it needs. */
  readonly arithmetics: readonly Arithmetic[]
  /** What keeps it from computing in one of its arithmetics on this machine; null where nothing does. */
  obstacle(arithmetic: Arithmetic): Issue | null
  /**
   * A kernel on an arena, for one thread.
   * @param arithmetic one of its own that nothing keeps it from
   * @param slot which scratch of the arena it may write to
   * @throws RangeError for an arena without a network
   */
  kernel(arena: Arena, arithmetic: Arithmetic, slot: number): Kernel
  /**
   * The loops over genomes that offspring are made of, for one thread: the same bits from every engine, in every arithmetic.
   * @param slot which windows of the arena they may write to
   */
  vectors(arena: Arena, slot: number): Vectors
  /** The optimisers, for vectors that lie in the arena. */
  optimisers(arena: Arena): typeof optimisers
}
