import type { RandomStream } from './stream.ts'

/** An array or a typed array. */
interface Sequence {
  readonly length: number
  [index: number]: unknown
}

/** Moves a uniform choice of `count` items, without replacement, to the front of `items`. */
function draw(items: Sequence, count: number, stream: RandomStream): void {
  for (let i = 0; i < count; i++) {
    const j = i + stream.integer(items.length - i)
    const item = items[i]
    items[i] = items[j]
    items[j] = item
  }
}

/** Shuffles `items` in place, uniformly, and returns it (Fisher and Yates 1938; Durstenfeld 1964). */
export function shuffle<S extends Sequence>(items: S, stream: RandomStream): S {
  draw(items, items.length - 1, stream)
  return items
}

/** 0 … n - 1 in random order, (n). */
export function permutation(n: number, stream: RandomStream): Uint32Array {
  return sample(n, n, stream)
}

/** `k` ≤ n different integers of 0 … n - 1 in random order, (k). */
export function sample(n: number, k: number, stream: RandomStream): Uint32Array {
  const items = Uint32Array.from({ length: n }, (_, i) => i)
  draw(items, Math.min(k, n - 1), stream)
  return items.slice(0, k)
}
