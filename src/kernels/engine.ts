import type { Issue } from '../errors.ts'
import type { optimisers } from '../gradient/optimisers/index.ts'
import type { Arena } from '../memory/arena.ts'
import type { Vectors } from '../strategies/vectors.ts'
import type { Arithmetic, Kernel } from './kernel.ts'
import type { SampleNetwork } from './sample-network.ts'

/**
 * Computes networks and optimiser steps. An engine decides only the speed: two engines that compute in the same
 * arithmetic give the same bits.
 */
export interface Engine {
  readonly name: string
  /** The supported arithmetics, on a machine with all required features. */
  readonly arithmetics: readonly Arithmetic[]
  /** Why an arithmetic is not available on this machine; null if it is available. */
  obstacle(arithmetic: Arithmetic): Issue | null
  /**
   * Creates a kernel on an arena, for one thread.
   * @param arithmetic a supported arithmetic that is available on this machine
   * @param slot the slot whose scratch it may write to
   * @throws RangeError for an arena without a network, or with a recurrent one
   */
  kernel(arena: Arena, arithmetic: Arithmetic, slot: number): Kernel
  /**
   * Creates a network that computes sample by sample on an arena, for one thread. It has no parameters before its first
   * `bind`.
   * @param arithmetic a supported arithmetic that is available on this machine
   * @param slot the slot that it lies in
   * @param place which of the slot's `sampleNetworks` it is, from 0; default 0. Two at one place overwrite each other
   * @throws RangeError for an arena without a network, or one that is not planned with room for this place
   */
  sampleNetwork(arena: Arena, arithmetic: Arithmetic, slot: number, place?: number): SampleNetwork
  /**
   * The loops over genomes that make offspring, for one thread: the same bits on every engine and in every arithmetic.
   * @param slot the slot whose windows they may write to
   */
  vectors(arena: Arena, slot: number): Vectors
  /** The optimisers, for vectors in the arena. */
  optimisers(arena: Arena): typeof optimisers
}
