import { type EndSignal, exitOf } from './exit.ts'
import type { Host } from './host.ts'

/**
 * A signal that comes this soon after the one before is the same one: npm and timeout send to the process what its group
 * gets too. Milliseconds.
 */
const sameMs = 50

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The part of `process` that is used, and a clock that gives milliseconds. */
export interface SignalSource {
  on(name: (typeof signals)[number], listener: () => void): unknown
  off(name: (typeof signals)[number], listener: () => void): unknown
  exit(code: number): unknown
  now(): number
}

const thisProcess: SignalSource = {
  on: (name, listener) => process.on(name, listener),
  off: (name, listener) => process.off(name, listener),
  exit: (code) => process.exit(code),
  now: () => performance.now(),
}

/**
 * Ends a command in order, whatever ends it: Ctrl-C (SIGINT), SIGTERM, a closed terminal (SIGHUP), or a closed pipe where
 * the progress is written. The first one ends the training after its current generation, with everything written, or the
 * drawing of pictures. A second Ctrl-C or SIGTERM exits at once; a terminal that closes gives no such order.
 */
export class Interruption {
  private readonly tell: (line: string) => void
  private readonly streams: Pick<Host, 'stdout' | 'stderr'>
  private readonly source: SignalSource
  private phase = new AbortController()
  private notice = 'stopping after this generation'
  private readonly exiting = new AbortController()
  private cause: EndSignal | null = null
  private draws = true
  /** When a person or a program last asked to stop. */
  private askedAt: number | null = null
  private readonly listeners = signals.map((name) => [name, (): void => this.take(name)] as const)
  private readonly onClosed = (): void => this.take(this.streams.stderr.isTTY === true ? 'SIGHUP' : 'SIGPIPE')

  /** @param tell called with a notice when something is ended */
  constructor(
    tell: (line: string) => void,
    streams: Pick<Host, 'stdout' | 'stderr'>,
    source: SignalSource = thisProcess,
  ) {
    this.tell = tell
    this.streams = streams
    this.source = source
    for (const [name, listener] of this.listeners) source.on(name, listener)
    const { closed } = streams.stderr
    closed?.addEventListener('abort', this.onClosed)
    if (closed?.aborted === true) this.onClosed()
  }

  /** Ends what is under way: the training, or the drawing once it has begun. */
  get signal(): AbortSignal {
    return this.phase.signal
  }

  /** Aborted just before an exit at once: listeners have this moment to write down that it ended so. */
  get leaving(): AbortSignal {
    return this.exiting.signal
  }

  /** The exit code of what came first; null if nothing did. */
  get code(): number | null {
    return this.cause === null ? null : exitOf[this.cause]
  }

  /** Whether pictures may be drawn: someone waits for them, at most interrupted by Ctrl-C. */
  get drawing(): boolean {
    return this.draws
  }

  /**
   * From now on pictures are drawn; what ended the training does not end them.
   * @param later how to draw the pictures later
   */
  draw(later: string): AbortSignal {
    this.phase = new AbortController()
    this.notice = `stopping without the other pictures: ${later}`
    return this.signal
  }

  /** Does what the first Ctrl-C does. */
  stop(): void {
    if (!this.signal.aborted) this.take('SIGINT')
  }

  /** Restores the default behaviour of the signals. */
  end(): void {
    for (const [name, listener] of this.listeners) this.source.off(name, listener)
    this.streams.stderr.closed?.removeEventListener('abort', this.onClosed)
  }

  private take(name: EndSignal): void {
    this.cause ??= name
    if (name !== 'SIGINT') this.draws = false
    if (name === 'SIGHUP') {
      this.streams.stdout.hangUp?.()
      this.streams.stderr.hangUp?.()
    }
    if (name === 'SIGINT' || name === 'SIGTERM') {
      const passedMs = this.askedAt === null ? null : this.source.now() - this.askedAt
      if (passedMs !== null && passedMs < sameMs) return
      this.askedAt = this.source.now()
      if (passedMs !== null && this.signal.aborted) {
        this.exiting.abort()
        this.source.exit(exitOf[name])
      }
    }
    if (this.signal.aborted) return
    this.phase.abort()
    this.tell(`${this.notice}; Ctrl-C now stops at once`)
  }
}
