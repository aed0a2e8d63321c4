/** Where an individual stands: not begun, begun by some thread, its fitness written. */
const waiting = 0
const begun = 1
const done = 2

const cursor = 0
const length = 1
const header = 16

/**
 * The individuals of one generation, shared between threads: each takes the next few off a common cursor, so that
 * uneven work balances itself, and notes what it has begun and finished, so that a thread that dies leaves a trace.
 */
export class Claims {
  private readonly words: Int32Array
  private readonly capacity: number

  /** @param words 16 + 2 N words of shared memory */
  constructor(words: Int32Array) {
    this.words = words
    this.capacity = (words.length - header) / 2
  }

  /** Starts a round over these individuals. No thread may be at work. */
  fill(individuals: Iterable<number>): void {
    let count = 0
    for (const individual of individuals) {
      this.words[header + count++] = individual
      this.words[header + this.capacity + individual] = waiting
    }
    this.words[length] = count
    Atomics.store(this.words, cursor, 0)
  }

  /** Takes up to `chunk` individuals; an empty list when none is left. */
  take(chunk: number): Int32Array {
    const from = Atomics.add(this.words, cursor, chunk)
    const count = this.words[length]!
    return this.words.subarray(header + Math.min(from, count), header + Math.min(from + chunk, count))
  }

  begin(individual: number): void {
    Atomics.store(this.words, header + this.capacity + individual, begun)
  }

  finish(individual: number): void {
    Atomics.store(this.words, header + this.capacity + individual, done)
  }

  /** What the last round left: individuals never begun, and those whose thread died at them. */
  leftovers(): { waiting: number[]; begun: number[] } {
    const order = Array.from(this.words.subarray(header, header + this.words[length]!))
    const status = (individual: number): number =>
      Atomics.load(this.words, header + this.capacity + individual)
    return {
      waiting: order.filter((individual) => status(individual) === waiting),
      begun: order.filter((individual) => status(individual) === begun),
    }
  }
}
