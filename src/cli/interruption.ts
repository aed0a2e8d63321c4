import { exit } from './exit.ts'

/**
 * Ctrl-C, and the signals of those who end processes. The first one asks the training to end with its generation and
 * write everything; the second leaves at once.
 */
export class Interruption {
  private readonly controller = new AbortController()
  private readonly tell: (line: string) => void
  private readonly listener = (): void => {
    if (this.controller.signal.aborted) process.exit(exit.interrupted)
    this.stop()
  }

  /** @param tell told, when the first one comes, what happens now */
  constructor(tell: (line: string) => void) {
    this.tell = tell
    process.on('SIGINT', this.listener)
    process.on('SIGTERM', this.listener)
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** What the first signal does. */
  stop(): void {
    if (this.controller.signal.aborted) return
    this.controller.abort()
    this.tell('stopping after this generation; once more leaves at once')
  }

  /** From now on signals do again what they do by default. */
  end(): void {
    process.off('SIGINT', this.listener)
    process.off('SIGTERM', this.listener)
  }
}
