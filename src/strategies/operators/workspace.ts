import { type BlockIndex, indexBlocks } from '../blocks.ts'
import type { Problem } from '../problem.ts'

/** What the operators need while they make one child after another; nothing in it outlives an ask. */
export interface Workspace {
  readonly problem: Problem
  readonly blocks: BlockIndex
  /** (P) */
  readonly noise: Float32Array
  /** (P) */
  readonly uniforms: Float32Array
  /** (P) */
  readonly words: Uint32Array
  /** (P) */
  readonly loci: Uint32Array
}

export function createWorkspace(problem: Problem): Workspace {
  const { length } = problem
  return {
    problem,
    blocks: indexBlocks(problem),
    noise: new Float32Array(length),
    uniforms: new Float32Array(length),
    words: new Uint32Array(length),
    loci: new Uint32Array(length),
  }
}
