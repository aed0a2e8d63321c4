/** Some items of a job on their way: `from` … `to` - 1. */
export interface Batch {
  readonly id: string
  readonly from: number
  readonly to: number
  /** When it was handed out, milliseconds. */
  readonly sentAt: number
  /** Rounds of deaths that its only item has survived. */
  readonly deaths: number
  /** Whether it repeats items that others have had for too long. */
  readonly copy: boolean
}

/** What is decided about a batch whose workers have died. */
export type Casualty =
  /** These take its place. */
  | { readonly kind: 'again'; readonly batches: readonly Batch[] }
  /** Its only item has ended one worker after another. */
  | { readonly kind: 'poison'; readonly item: number }

/** What a result was good for. */
export interface Accepted {
  /** Those that had no result before. */
  readonly fresh: readonly number[]
  /** Those that had one, which this one should equal. */
  readonly known: readonly number[]
}

/** @returns what the ids of all batches of its round begin with */
export function deliveryOf(id: string): string {
  return id.slice(0, id.lastIndexOf('-'))
}

/** How often an item is tried whose workers die. */
const mostDeaths = 2

/**
 * The items of a job and the batches that they are in. An item may be in several: the first result counts. It knows neither queue
 * nor clock, so that every order of events can be tried.
 */
export class BatchRound {
  private readonly from: number
  private readonly name: string
  private readonly done: Uint8Array
  private readonly batches = new Map<string, Batch>()
  private left: number
  private made = 0

  /** @param name what the ids of its batches begin with */
  constructor(name: string, { from, to }: Pick<Batch, 'from' | 'to'>) {
    this.name = name
    this.from = from
    this.done = new Uint8Array(to - from)
    this.left = to - from
  }

  /** How many items have a result. */
  get finished(): number {
    return this.done.length - this.left
  }

  get over(): boolean {
    return this.left === 0
  }

  /** Batches without an answer, those handed out first before the others. */
  get open(): readonly Batch[] {
    return [...this.batches.values()]
  }

  /** Hands all items out. @param sizes of the batches, together all items */
  begin(sizes: readonly number[], now: number): readonly Batch[] {
    let from = this.from
    return sizes.map((size) => {
      const batch = this.make({ from, to: from + size, sentAt: now })
      from += size
      return batch
    })
  }

  /** Takes the result of a batch. It may come from a batch that was given up, as long as its items are of this round. */
  take(id: string, { from, to }: Pick<Batch, 'from' | 'to'>): Accepted {
    this.batches.delete(id)
    const [fresh, known]: [number[], number[]] = [[], []]
    for (let item = from; item < to; item++) {
      const place = item - this.from
      if (this.done[place] === 1) known.push(item)
      else {
        this.done[place] = 1
        this.left--
        fresh.push(item)
      }
    }
    return { fresh, known }
  }

  /** Gives an item a result that no worker has sent. */
  settle(item: number): void {
    this.take('', { from: item, to: item + 1 })
  }

  /** Hands the items of a batch out again: its worker could not take it, or the queue has lost it. */
  again(id: string, now: number): readonly Batch[] {
    const batch = this.batches.get(id)
    this.batches.delete(id)
    if (batch === undefined || this.isDone(batch)) return []
    return [this.make({ ...batch, sentAt: now })]
  }

  /** Decides about a batch whose workers have died, one after another. */
  died(id: string, now: number): Casualty {
    const batch = this.batches.get(id)
    this.batches.delete(id)
    if (batch === undefined || this.isDone(batch)) return { kind: 'again', batches: [] }
    const { from, to } = batch
    if (to - from > 1) {
      const middle = from + Math.ceil((to - from) / 2)
      const halves = [
        { from, to: middle },
        { from: middle, to },
      ]
      return { kind: 'again', batches: halves.map((half) => this.make({ ...half, sentAt: now })) }
    }
    const deaths = batch.deaths + 1
    if (deaths < mostDeaths) return { kind: 'again', batches: [this.make({ from, to, deaths, sentAt: now })] }
    return { kind: 'poison', item: from }
  }

  /**
   * Hands out again what has been with a worker for too long. Each batch has one copy at a time.
   * @param since when the last batch was taken, at the latest: before, it may only have waited
   * @param limitMs the longest time that a batch of so many items may take
   */
  late(now: number, since: number, limitMs: (items: number) => number): readonly Batch[] {
    const copied = new Set(this.open.filter(({ copy }) => copy).map(({ from }) => from))
    const late = this.open.filter((batch) => {
      const { from, to, sentAt, copy } = batch
      if (copy || copied.has(from) || this.isDone(batch)) return false
      return now - Math.max(sentAt, since) > limitMs(to - from)
    })
    return late.map(({ from, to }) => this.make({ from, to, sentAt: now, copy: true }))
  }

  /** Drops batches whose items all have a result from elsewhere. @returns their ids */
  surplus(): readonly string[] {
    const ids = this.open.filter((batch) => this.isDone(batch)).map(({ id }) => id)
    for (const id of ids) this.batches.delete(id)
    return ids
  }

  private isDone({ from, to }: Batch): boolean {
    return this.done.subarray(from - this.from, to - this.from).every((flag) => flag === 1)
  }

  private make(about: Pick<Batch, 'from' | 'to' | 'sentAt'> & Partial<Batch>): Batch {
    const { from, to, sentAt, deaths = 0, copy = false } = about
    const id = `${this.name}-${this.made++}`
    const batch = { id, from, to, sentAt, deaths, copy }
    this.batches.set(id, batch)
    return batch
  }
}
