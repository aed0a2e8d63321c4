import { type Genome, newGenome } from '../../random/genome.ts'
import { type BlockIndex, indexBlocks } from '../blocks.ts'
import { type GeneDomain, geneDomainOf } from '../gene-domain.ts'
import type { Problem } from '../problem.ts'
import type { Vectors } from '../vectors.ts'

/** Scratch memory of the operators. Its content is valid for one child only. */
export interface Workspace {
  readonly problem: Problem
  readonly blocks: BlockIndex
  readonly vectors: Vectors
  /** The values that genes may have; null if they may be any number. */
  readonly domain: GeneDomain | null
  /** (P) */
  readonly noise: Float32Array
  /** (P) */
  readonly uniforms: Float32Array
  /** (P) */
  readonly words: Uint32Array
  /** (P) */
  readonly loci: Uint32Array
  /** (P) of the genome's type; of float32, the same memory as `noise` */
  readonly fresh: Genome
  /** (P) float64 if there are whole-number genes, else empty */
  readonly steps: Float64Array
}

export function createWorkspace(problem: Problem, vectors: Vectors): Workspace {
  const { length, type, integer } = problem
  const noise = new Float32Array(length)
  return {
    problem,
    blocks: indexBlocks(problem),
    vectors,
    domain: geneDomainOf(problem),
    noise,
    uniforms: new Float32Array(length),
    words: new Uint32Array(length),
    loci: new Uint32Array(length),
    fresh: type === 'float32' ? noise : newGenome(type, length),
    steps: new Float64Array(integer === null ? 0 : length),
  }
}
