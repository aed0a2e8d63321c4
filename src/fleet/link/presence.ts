/** The part of a connection of ioredis that is watched. */
export interface WatchedConnection {
  readonly stream: { readonly bytesRead: number; destroy(): unknown }
  ping(): Promise<unknown>
  on(event: 'close' | 'ready', listener: () => void): unknown
}

/** Whom a presence tells. */
export interface PresenceOptions {
  /** Of Redis, as it is shown. */
  readonly url: string
  readonly onNotice: (line: string) => void
}

/** Redis is asked for a sign of life so often, milliseconds. */
const pulseMs = 1000
/** If it says nothing for so long, it counts as away, milliseconds. */
const awayMs = 5000
/** After so long its connection is made again, milliseconds: chunks of 4 MiB may be on their way over a slow network. */
const deadMs = 15_000

/** Watches whether Redis is there, and tells when it is lost and found again. */
export class Presence {
  private readonly redis: WatchedConnection
  private readonly options: PresenceOptions
  private readonly pulse: NodeJS.Timeout
  private lostAt: number | null = null
  /** When it was asked for a sign of life that has not come yet. */
  private askedAt: number | null = null
  /** When something came last, or the connection was made again. */
  private heardAt = 0
  private bytesRead = 0
  private ended = false

  constructor(redis: WatchedConnection, options: PresenceOptions) {
    this.redis = redis
    this.options = options
    // Something may have arrived while this process was held up.
    this.pulse = setInterval(() => setImmediate(() => this.feel()), pulseMs).unref()
    redis.on('close', () => this.lose(performance.now()))
    redis.on('ready', () => this.find())
  }

  /** Whether Redis is known not to be reached. */
  get isAway(): boolean {
    return this.lostAt !== null
  }

  /** How long Redis has not been reached, milliseconds; 0 if it is. */
  get absentMs(): number {
    return this.lostAt === null ? this.silentMs : performance.now() - this.lostAt
  }

  /** Tells nobody any more. */
  end(): void {
    clearInterval(this.pulse)
    this.ended = true
  }

  /** How long Redis has been asked for a sign of life, and has said nothing at all. */
  private get silentMs(): number {
    return this.askedAt === null ? 0 : performance.now() - Math.max(this.askedAt, this.heardAt)
  }

  /** A network that fails says nothing, and a connection over it may stay open for a quarter of an hour. */
  private feel(): void {
    if (this.ended) return
    const { stream } = this.redis
    if (stream.bytesRead !== this.bytesRead) this.heardAt = performance.now()
    this.bytesRead = stream.bytesRead
    const { silentMs } = this
    if (silentMs > awayMs) this.lose(performance.now() - silentMs)
    if (silentMs > deadMs) {
      this.heardAt = performance.now()
      stream.destroy()
    }
    if (this.askedAt === null) void this.ask()
  }

  private async ask(): Promise<void> {
    this.askedAt = performance.now()
    try {
      await this.redis.ping()
      this.find()
    } catch {
      // The connection is lost, which it says itself.
    } finally {
      this.askedAt = null
    }
  }

  private lose(at: number): void {
    if (this.lostAt !== null || this.ended) return
    this.lostAt = at
    this.options.onNotice(`${this.options.url} is not reached any more: trying again`)
  }

  private find(): void {
    if (this.lostAt === null || this.ended) return
    this.lostAt = null
    this.options.onNotice(`${this.options.url} is reached again`)
  }
}
