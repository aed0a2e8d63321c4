/** The connection of a listener: the part of a ServerResponse that the broadcaster uses. */
export interface Listener {
  /** Bytes that the operating system has not taken yet. */
  readonly writableLength: number
  write(chunk: Buffer): unknown
  end(chunk: Buffer): unknown
  destroy(): unknown
}

/** A listener that is behind for longer than this is dropped. */
const patienceMs = 10_000

/**
 * Sends each message to every listener at once. A slow listener is left out, with one message waiting for it at most:
 * once it has taken that, it gets everything instead of what it missed. One that stays slow is dropped; its page
 * connects again by itself.
 */
export class Broadcaster {
  private readonly listeners: Set<Listener> = new Set()
  /** Since when each listener that missed a message has been behind, milliseconds. */
  private readonly behindSince: Map<Listener, number> = new Map()

  /** The number of listeners. */
  get size(): number {
    return this.listeners.size
  }

  /** True if a listener missed a message and has not got everything yet. */
  get anyBehind(): boolean {
    return this.behindSince.size > 0
  }

  /** @param first what a new listener gets at once */
  add(listener: Listener, first: Buffer): void {
    this.listeners.add(listener)
    listener.write(first)
  }

  delete(listener: Listener): void {
    this.listeners.delete(listener)
    this.behindSince.delete(listener)
  }

  /**
   * @param everything makes the message that replaces all messages so far; called once at most
   * @param nowMs by any clock that never goes back
   */
  send(message: Buffer, everything: () => Buffer, nowMs: number): void {
    for (const listener of this.listeners) {
      if (this.behindSince.has(listener)) continue
      if (listener.writableLength === 0) listener.write(message)
      else this.behindSince.set(listener, nowMs)
    }
    this.catchUp(everything, nowMs)
  }

  /**
   * Sends everything to listeners that are behind and can take it now, and drops those that have been behind for too
   * long. The parameters are those of `send`.
   */
  catchUp(everything: () => Buffer, nowMs: number): void {
    let whole: Buffer | undefined
    for (const [listener, since] of this.behindSince) {
      if (listener.writableLength === 0) {
        this.behindSince.delete(listener)
        whole ??= everything()
        listener.write(whole)
      } else if (nowMs - since > patienceMs) {
        this.delete(listener)
        listener.destroy()
      }
    }
  }

  /** Sends every listener, slow ones too, a last message, and ends its connection once that message has left. */
  end(message: Buffer): void {
    for (const listener of this.listeners) listener.end(message)
    this.listeners.clear()
    this.behindSince.clear()
  }
}
