const cacheLine = 64

/** Bytes rounded up to whole cache lines. */
export function wholeLines(bytes: number): number {
  return Math.ceil(bytes / cacheLine) * cacheLine
}

/**
 * Allocates addresses in one memory, from start to end. Every address starts a cache line, so that two areas never
 * share a line. Rows within an area may.
 */
export class Addresses {
  // Address 0 stays unused, so that a missing address is noticeable.
  private end: number = cacheLine

  /** Allocates this many bytes. @returns their address */
  take(bytes: number): number {
    const at = this.end
    this.end += wholeLines(bytes)
    return at
  }

  /** Bytes allocated so far, including unused ones. */
  get bytes(): number {
    return this.end
  }
}
