import { type BlockIndex, indexBlocks } from '../blocks.ts'
import type { Problem } from '../problem.ts'
import type { Vectors } from '../vectors.ts'

/** Scratch memory of the operators. Its content is valid for one child only. */
export interface Workspace {
  readonly problem: Problem
  readonly blocks: BlockIndex
  readonly vectors: Vectors
  /** (P) */
  readonly noise: Float32Array
  /** (P) */
  readonly uniforms: Float32Array
  /** (P) */
  readonly words: Uint32Array
  /** (P) */
  readonly loci: Uint32Array
}

export function createWorkspace(problem: Problem, vectors: Vectors): Workspace {
  const { length } = problem
  return {
    problem,
    blocks: indexBlocks(problem),
    vectors,
    noise: new Float32Array(length),
    uniforms: new Float32Array(length),
    words: new Uint32Array(length),
    loci: new Uint32Array(length),
  }
}
