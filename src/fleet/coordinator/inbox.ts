/** Holds what has arrived until somebody looks, and wakes whoever waits for it. */
export class Inbox<T> {
  private items: T[] = []
  private wake: (() => void) | null = null

  put(item: T): void {
    this.items.push(item)
    this.wake?.()
  }

  /** Wakes whoever waits, though nothing has arrived. */
  nudge(): void {
    this.wake?.()
  }

  /** What has arrived since the last call, in its order. */
  take(): readonly T[] {
    const { items } = this
    this.items = []
    return items
  }

  /** Resolves once something is there, or after so many milliseconds. */
  async wait(limitMs: number): Promise<void> {
    if (this.items.length > 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.wake = null
  }
}
