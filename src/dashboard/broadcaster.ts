/** The connection of a listener: the part of a ServerResponse that the broadcaster uses. */
export interface Sink {
  /** Bytes that the operating system has not taken yet. */
  readonly writableLength: number
  write(chunk: Buffer): unknown
  end(chunk: Buffer): unknown
  destroy(): unknown
}

/** A listener whose connection takes nothing for longer than this is gone. */
const patienceMs = 10_000

/**
 * Sends each message to every listener at once. A slow listener is left out, with one message waiting for it at most:
 * once it has taken that, it gets everything instead of what it missed. One that stays slow is dropped; its page
 * connects again by itself.
 */
export class Broadcaster {
  /** Since when each listener has had something waiting, milliseconds; null for one that keeps up. */
  private readonly slowSince: Map<Sink, number | null> = new Map()
  /** Listeners that missed a message, and get everything next. */
  private readonly behind: Set<Sink> = new Set()

  /** The number of listeners. */
  get size(): number {
    return this.slowSince.size
  }

  /** @param first what a new listener gets at once */
  add(sink: Sink, first: Buffer): void {
    this.slowSince.set(sink, null)
    sink.write(first)
  }

  delete(sink: Sink): void {
    this.slowSince.delete(sink)
    this.behind.delete(sink)
  }

  /**
   * @param everything makes the message that replaces all messages so far; called once at most
   * @param nowMs by any clock that never goes back
   */
  send(message: Buffer, everything: () => Buffer, nowMs: number): void {
    let whole: Buffer | undefined
    for (const [sink, since] of this.slowSince) {
      if (sink.writableLength > 0) {
        this.behind.add(sink)
        if (since === null) this.slowSince.set(sink, nowMs)
        else if (nowMs - since > patienceMs) this.drop(sink)
        continue
      }
      if (since !== null) this.slowSince.set(sink, null)
      if (this.behind.delete(sink)) {
        whole ??= everything()
        sink.write(whole)
      } else {
        sink.write(message)
      }
    }
  }

  /** Sends every listener, slow ones too, a last message, and ends its connection once that message has left. */
  end(message: Buffer): void {
    for (const sink of this.slowSince.keys()) sink.end(message)
    this.slowSince.clear()
    this.behind.clear()
  }

  private drop(sink: Sink): void {
    this.delete(sink)
    sink.destroy()
  }
}
