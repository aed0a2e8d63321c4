/** No round is open. Rounds count from 1. */
const closed = 0
/** There will be no other round. */
const over = -1

/** The longest that a thread keeps its core busy between two rounds, in milliseconds; then it sleeps until it is called. */
const spinMs = 0.3

/** A thread that no round has called for so long goes back to its pool, in milliseconds. */
const patienceMs = 1000

/** Loads of a shared word between two looks at the clock. */
const spins = 64

/**
 * Shared words by which a coordinator calls threads to rounds of work, and learns when they have left them. A thread that
 * waits spins for a while first: waking up takes longer than a short round of work.
 *
 * A round is over for the coordinator once it has closed it and no thread is inside. A thread writes that it is inside
 * before it looks whether the round is open, so one of the two always sees the other.
 */
export class Rounds {
  /** The memory of all of it, to send to threads. */
  readonly buffer: SharedArrayBuffer
  /** (workers) milliseconds that each thread has spent inside rounds. */
  readonly busyMs: Float64Array
  /** (1 + workers) the open round; and for each thread the round that it is inside, or 0. */
  private readonly words: Int32Array

  /** @param buffer of another thread's `Rounds`; default: a new one */
  constructor(
    workers: number,
    buffer: SharedArrayBuffer = new SharedArrayBuffer(8 * workers + 4 * (1 + workers)),
  ) {
    this.buffer = buffer
    this.busyMs = new Float64Array(buffer, 0, workers)
    this.words = new Int32Array(buffer, 8 * workers, 1 + workers)
  }

  /** Calls the threads to a round. */
  open(round: number): void {
    this.set(round)
  }

  /** Lets no thread enter any more. */
  close(): void {
    Atomics.store(this.words, 0, closed)
  }

  /** Sends the threads back to their pool. */
  end(): void {
    this.set(over)
  }

  /** Waits until a thread is outside a closed round, at most about so long; returns whether it is. */
  left(slot: number, milliseconds: number): boolean {
    const isOutside = (): boolean => Atomics.load(this.words, 1 + slot) === 0
    if (spinUntil(isOutside, spinMs)) return true
    const round = Atomics.load(this.words, 1 + slot)
    if (round !== 0) Atomics.wait(this.words, 1 + slot, round, milliseconds)
    return isOutside()
  }

  /**
   * The thread's side: waits for a round other than the last one.
   * @param last the last round that the thread was called to, or 0
   * @returns the round; null if there will be none, or none came for a while
   */
  next(last: number): number | null {
    let word: number = closed
    const isCalled = (): boolean => {
      word = Atomics.load(this.words, 0)
      return word !== closed && word !== last
    }
    if (!spinUntil(isCalled, spinMs)) {
      while (!isCalled()) {
        if (Atomics.wait(this.words, 0, word, patienceMs) === 'timed-out') return null
      }
    }
    return word === over ? null : word
  }

  /** The thread's side: enters a round; returns false if it is closed already. */
  enter(slot: number, round: number): boolean {
    Atomics.store(this.words, 1 + slot, round)
    if (Atomics.load(this.words, 0) === round) return true
    this.leave(slot, 0)
    return false
  }

  /**
   * The thread's side: leaves a round.
   * @param milliseconds spent inside
   */
  leave(slot: number, milliseconds: number): void {
    this.busyMs[slot]! += milliseconds
    Atomics.store(this.words, 1 + slot, 0)
    Atomics.notify(this.words, 1 + slot)
  }

  private set(word: number): void {
    Atomics.store(this.words, 0, word)
    Atomics.notify(this.words, 0)
  }
}

/** Keeps the core busy until a condition holds; returns false if it does not for so many milliseconds. */
function spinUntil(holds: () => boolean, milliseconds: number): boolean {
  const end = performance.now() + milliseconds
  do {
    for (let spin = 0; spin < spins; spin++) if (holds()) return true
  } while (performance.now() < end)
  return false
}
