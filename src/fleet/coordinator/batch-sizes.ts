/** Who works for a run. */
export interface Strength {
  readonly machines: number
  /** Of all machines together. */
  readonly threads: number
}

/** A batch as it was done. */
export interface DoneBatch {
  readonly items: number
  /** Milliseconds that the threads of its machine worked on it, together. */
  readonly busyMs: number
  readonly threads: number
  readonly worker: string
}

/** A batch should keep a machine busy for so long at least, since handing it out takes a millisecond or two, most of it beside the work. */
const leastMs = 5

/** A batch keeps a machine busy for so long at most: until then a machine that joins has nothing to do. */
const mostMs = 1000

/** The part of its share of what is left that a machine gets at a time, where all are equally fast. */
const usualPart = 0.4
/** One very slow machine does not make very small batches for all. */
const leastPart = 0.1

/** No item is done in less, milliseconds: clocks are not that fine. */
const leastItemMs = 1e-6

/** As long as times are not known, so many machines may be about to join. */
const fewMachines = 4

/**
 * Decides how large batches are: there is one of equal size for each machine, and then smaller ones for each, until nothing is left, so that
 * machines finish at about the same time (Hummel, Schonberg and Flynn, "Factoring: A Method for Scheduling Parallel Loops", 1992). Sizes
 * change when something is computed and where, and no result.
 */
export class BatchSizes {
  private readonly most: number
  /** Milliseconds that a thread works on an item; null until it is known. */
  private itemMs: number | null = null
  /** By worker: milliseconds from one of its items to the next, over all of its threads. */
  private readonly paces = new Map<string, number>()

  /** @param most the most items of a batch; `auto` for no limit */
  constructor(most: number | 'auto') {
    this.most = most === 'auto' ? Number.POSITIVE_INFINITY : most
  }

  /** Takes over how long a batch has kept threads busy. */
  observe({ items, busyMs, threads, worker }: DoneBatch): void {
    const ms = Math.max(leastItemMs, busyMs / items)
    this.itemMs = smoothed(this.itemMs, ms)
    this.paces.set(worker, smoothed(this.paces.get(worker) ?? null, ms / threads))
  }

  /** Forgets machines that are not among these any more. */
  keep(workers: ReadonlySet<string>): void {
    for (const name of this.paces.keys()) if (!workers.has(name)) this.paces.delete(name)
  }

  /** How long a batch should keep a machine busy, milliseconds; null if nothing is known yet. */
  expectedMs(items: number, threads: number): number | null {
    return this.itemMs === null ? null : this.itemMs * Math.ceil(items / Math.max(1, threads))
  }

  /** The sizes of the batches of `count` items, in the order in which they are handed out. */
  split(count: number, strength: Strength): number[] {
    const { itemMs } = this
    const machines = Math.max(itemMs === null ? fewMachines : 1, strength.machines)
    // A machine with some threads is not kept busy by fewer items than that, and they wait for each other at the end of a batch.
    const threads = Math.max(1, Math.round(strength.threads / Math.max(1, strength.machines)))
    const least = itemMs === null ? 1 : Math.ceil(leastMs / itemMs)
    const longest = itemMs === null ? count : Math.ceil(mostMs / itemMs) * threads
    const most = Math.min(this.most, longest)
    const sizes: number[] = []
    let left = count
    while (left > 0) {
      const share = left / (machines * threads)
      // A single machine needs no balance.
      const part = machines === 1 ? 1 : this.part
      const rounds = Math.max(least, Math.round(share * part))
      const last = share - rounds < least
      for (let machine = 0; machine < machines && left > 0; machine++) {
        const size = last ? Math.ceil(left / (machines - machine)) : rounds * threads
        sizes.push(Math.min(size, left, most))
        left -= sizes.at(-1)!
      }
    }
    return sizes
  }

  /** The slowest machine should not be busy with its first batch when all others are done. */
  private get part(): number {
    const speeds = Array.from(this.paces.values(), (ms) => 1 / ms)
    if (speeds.length === 0) return usualPart
    const mean = speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length
    return Math.max(leastPart, (usualPart * Math.min(...speeds)) / mean)
  }
}

/** Follows what changes. Rarely is something as fast as it can be: the first batches of a run warm up. */
function smoothed(before: number | null, now: number): number {
  return before === null ? now : Math.min(now, 0.7 * before + 0.3 * now)
}
