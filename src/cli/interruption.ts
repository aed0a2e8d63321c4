import { exit } from './exit.ts'

/**
 * Ctrl-C, and the signals of those who end processes. The first one asks the training to end with its generation and
 * write everything; the second leaves at once.
 */
export class Interruption {
  private readonly controller = new AbortController()
  private readonly listener = (): void => {
    if (this.controller.signal.aborted) process.exit(exit.interrupted)
    this.controller.abort()
  }

  constructor() {
    process.on('SIGINT', this.listener)
    process.on('SIGTERM', this.listener)
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** From now on signals do again what they do by default. */
  end(): void {
    process.off('SIGINT', this.listener)
    process.off('SIGTERM', this.listener)
  }
}
