import { exit } from './exit.ts'

/** What the first signal leads to, by what is under way. */
const notices = {
  training: 'stopping after this generation',
  drawing: 'stopping without the other pictures',
} as const

/**
 * Handles Ctrl-C (SIGINT) and SIGTERM. The first signal ends the training after its current generation and writes
 * everything, or ends the drawing of pictures; the second one exits at once.
 */
export class Interruption {
  /** What is under way, for the notice. */
  underWay: keyof typeof notices = 'training'
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
    this.tell(`${notices[this.underWay]}; Ctrl-C now stops at once`)
  }

  /** Restores the default behaviour of the signals. */
  end(): void {
    process.off('SIGINT', this.listener)
    process.off('SIGTERM', this.listener)
  }
}
