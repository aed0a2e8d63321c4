import { exit } from './exit.ts'

/**
 * Handles Ctrl-C (SIGINT) and SIGTERM. The first signal ends the training after its current generation and writes
 * everything; the second one exits at once.
 */
export class Interruption {
  private readonly controller = new AbortController()
  private readonly tell: (line: string) => void
  private readonly listener = (): void => {
    if (this.controller.signal.aborted) process.exit(exit.interrupted)
    this.stop()
  }

  /** @param tell called with a notice at the first signal */
  constructor(tell: (line: string) => void) {
    this.tell = tell
    process.on('SIGINT', this.listener)
    process.on('SIGTERM', this.listener)
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** Does what the first signal does. */
  stop(): void {
    if (this.controller.signal.aborted) return
    this.controller.abort()
    this.tell('stopping after this generation; Ctrl-C now stops at once')
  }

  /** Restores the default behaviour of the signals. */
  end(): void {
    process.off('SIGINT', this.listener)
    process.off('SIGTERM', this.listener)
  }
}
