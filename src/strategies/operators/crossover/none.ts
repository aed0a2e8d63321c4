export interface NoCrossoverOptions {
  readonly kind: 'none'
}

/** The child is a copy of the first parent. */
export function none(first: Float32Array, _second: Float32Array, child: Float32Array): void {
  child.set(first)
}
