/** Ends an evaluation from inside: thrown by `context.tick` and `context.prune`, caught by the scorer. */
export class EarlyEnd extends Error {
  readonly kind: 'budget' | 'pruned'

  constructor(kind: 'budget' | 'pruned', message: string) {
    super(message)
    this.name = 'EarlyEnd'
    this.kind = kind
  }
}
