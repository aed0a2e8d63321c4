const cacheLine = 64

/** Bytes rounded up to whole cache lines. */
export function wholeLines(bytes: number): number {
  return Math.ceil(bytes / cacheLine) * cacheLine
}

/**
 * Hands out one memory from its start to its end. Every address is the start of a cache line, so no two threads write to
 * one line.
 */
export class Addresses {
  // Address 0 stays unused, so that a forgotten address shows.
  private end: number = cacheLine

  /** Room for so many bytes. @returns its address */
  take(bytes: number): number {
    const at = this.end
    this.end += wholeLines(bytes)
    return at
  }

  /** Bytes handed out so far, the unused ones included. */
  get bytes(): number {
    return this.end
  }
}
