import type { Problem } from './problem.ts'

/** The genes of each block, in order: those of block b are genes[starts[b]] … genes[starts[b + 1] - 1]. */
export interface BlockIndex {
  /** (blocks + 1) */
  readonly starts: Uint32Array
  /** (P) */
  readonly genes: Uint32Array
}

export function indexBlocks({ length, blocks, blockOf }: Problem): BlockIndex {
  const starts = new Uint32Array(blocks + 1)
  for (let p = 0; p < length; p++) starts[blockOf[p] + 1]++
  for (let b = 0; b < blocks; b++) starts[b + 1] += starts[b]
  const next = starts.slice(0, blocks)
  const genes = new Uint32Array(length)
  for (let p = 0; p < length; p++) genes[next[blockOf[p]]++] = p
  return { starts, genes }
}
