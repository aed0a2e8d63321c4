/** Who works for a run. */
export interface Strength {
  readonly machines: number
  /** Of all machines together. */
  readonly threads: number
}

/** A batch should keep a machine busy for so long at least, since handing it out takes a millisecond or two, most of it beside the work. */
const leastMs = 10

/** A batch keeps a machine busy for so long at most: until then a machine that joins has nothing to do. */
const mostMs = 1000

/** A machine should get a batch so often in a generation, so that those that are quicker get more of them. */
const turns = 3

/**
 * Decides how large batches are. They become smaller towards the end of a generation, so that machines finish at about the same
 * time (Hummel, Schonberg and Flynn, "Factoring: A Method for Scheduling Parallel Loops", 1992). Sizes change when something is
 * computed and where, and no result.
 */
export class BatchSizes {
  private readonly most: number
  /** Milliseconds that a thread works on an item; null until it is known. */
  private itemMs: number | null = null

  /** @param most the most items of a batch; `auto` for no limit */
  constructor(most: number | 'auto') {
    this.most = most === 'auto' ? Number.POSITIVE_INFINITY : most
  }

  /** Takes over how long a batch has kept threads busy. */
  observe(items: number, busyMs: number): void {
    const ms = busyMs / items
    // The first batches of a run warm up.
    this.itemMs = this.itemMs === null ? ms : Math.min(ms, 0.7 * this.itemMs + 0.3 * ms)
  }

  /** How long a batch should keep a machine busy, milliseconds; null if nothing is known yet. */
  expectedMs(items: number, threads: number): number | null {
    return this.itemMs === null ? null : this.itemMs * Math.ceil(items / Math.max(1, threads))
  }

  /** The sizes of the batches of `count` items, in the order in which they are handed out. */
  split(count: number, { machines, threads }: Strength): number[] {
    const each = Math.max(1, Math.round(threads / Math.max(1, machines)))
    const least = this.itemMs === null ? each : Math.ceil(leastMs / this.itemMs) * each
    const longest = this.itemMs === null ? count : Math.ceil(mostMs / this.itemMs) * each
    const sizes: number[] = []
    for (let left = count; left > 0; left -= sizes.at(-1)!) {
      // A single machine needs no balance, and its threads wait for each other at the end of every batch. But before times are
      // known, others may be about to join.
      const alone = machines <= 1 && this.itemMs !== null
      const share = alone ? left : Math.ceil(left / (turns * Math.max(1, machines)))
      // A machine with some threads is not kept busy by fewer items than that.
      const whole = Math.ceil(Math.max(share, least) / each) * each
      sizes.push(Math.max(1, Math.min(whole, left, this.most, longest)))
    }
    return sizes
  }
}
