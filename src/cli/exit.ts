/** Exit codes, for scripts. */
export const exit: {
  readonly done: 0
  readonly failed: 1
  readonly usage: 2
  readonly interrupted: 130
} = { done: 0, failed: 1, usage: 2, interrupted: 130 }
