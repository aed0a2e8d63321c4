/** One listener's connection: what the broadcaster knows of a ServerResponse. */
export interface Sink {
  /** Bytes that the operating system did not take yet. */
  readonly writableLength: number
  write(chunk: Buffer): unknown
  end(chunk: Buffer): unknown
  destroy(): unknown
}

/** A listener whose connection took nothing for so long is gone. */
const patienceMs = 10_000

/**
 * Sends each message to every listener at once. A listener that is slow is left out, and never has more than one
 * message waiting here: once it took that, it gets all there is instead of what it missed. One that stays slow is
 * dropped; its page will come back by itself.
 */
export class Broadcaster {
  /** Since when each one has had something waiting, in ms; null for who keeps up. */
  private readonly slowSince: Map<Sink, number | null> = new Map()
  /** Of those that were slow and are to get all there is. */
  private readonly behind: Set<Sink> = new Set()

  /** Listeners. */
  get size(): number {
    return this.slowSince.size
  }

  /** @param first what a new listener gets at once: all there is */
  add(sink: Sink, first: Buffer): void {
    this.slowSince.set(sink, null)
    sink.write(first)
  }

  delete(sink: Sink): void {
    this.slowSince.delete(sink)
    this.behind.delete(sink)
  }

  /**
   * @param everything makes, at most once, what stands for all that was ever sent
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

  /** Sends every listener, slow ones too, a last message, and ends its connection once that has left. */
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
