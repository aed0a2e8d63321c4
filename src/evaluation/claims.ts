import { performance } from 'node:perf_hooks'
import type { ClaimsArea } from '../memory/claims.ts'

/**
 * The status of an individual: not begun, begun by a thread, result written. One bit above says whether the thread had
 * begun no other before; the rest hold the slot.
 */
const waiting = 0
const begun = 1
const done = 2
/** Like done, but part of the result is not in memory. */
const reported = 3
const stateMask = 3
const freshBit = 4
const slotShift = 3

const cursor = 0
const length = 1
const noise = 2
const header = 16

/** Read once: that takes as long as reading the time. */
const { timeOrigin } = performance

/** An individual that a thread has begun but not finished. */
export interface Claim {
  readonly individual: number
  /** The slot of the thread that took it. */
  readonly slot: number
  /** Whether that thread had begun no other before. */
  readonly fresh: boolean
  /** When it was taken, in milliseconds since the epoch: the only clock origin that threads share. */
  readonly startedAt: number
}

/**
 * The individuals of one generation, shared between threads. Each thread takes the next few from a common cursor, which
 * balances uneven work. It records its slot and the time, so that a thread that dies or hangs leaves a trace.
 */
export class Claims {
  private readonly words: Int32Array
  private readonly startedAt: Float64Array
  /** N */
  private readonly capacity: number

  constructor({ words, startedAt }: ClaimsArea) {
    this.words = words
    this.startedAt = startedAt
    this.capacity = startedAt.length
  }

  /** Starts a round over these individuals. No thread may be working. */
  fill(individuals: Iterable<number>): void {
    let count = 0
    for (const individual of individuals) {
      this.words[header + count++] = individual
      this.words[this.statusAt(individual)] = waiting
    }
    this.words[length] = count
    Atomics.store(this.words, cursor, 0)
  }

  /** Takes up to `chunk` individuals; returns an empty list when none are left. */
  take(chunk: number): Int32Array {
    const from = Atomics.add(this.words, cursor, chunk)
    const count = this.words[length]!
    return this.words.subarray(header + Math.min(from, count), header + Math.min(from + chunk, count))
  }

  /** @param fresh whether the thread has begun no other before */
  begin(individual: number, slot: number, fresh = false): void {
    this.startedAt[individual] = timeOrigin + performance.now()
    const status = begun | (fresh ? freshBit : 0) | (slot << slotShift)
    Atomics.store(this.words, this.statusAt(individual), status)
  }

  /** @param inMemory whether the whole result is in memory, so that it survives its thread */
  finish(individual: number, slot: number, inMemory: boolean): void {
    Atomics.store(this.words, this.statusAt(individual), (inMemory ? done : reported) | (slot << slotShift))
  }

  /** Notes that a score has depended on random numbers of its generation. It survives the thread that noted it. */
  noteNoise(): void {
    Atomics.store(this.words, noise, 1)
  }

  /** True once any thread has noted it. */
  get noisy(): boolean {
    return Atomics.load(this.words, noise) === 1
  }

  /** The individuals of this round that a thread has begun but not finished. */
  underWay(): Claim[] {
    return this.inState(begun).map((individual) => ({
      individual,
      slot: this.slotOf(individual),
      fresh: (this.status(individual) & freshBit) !== 0,
      startedAt: this.startedAt[individual]!,
    }))
  }

  /** The individuals of this round that no thread has begun. */
  untaken(): number[] {
    return this.inState(waiting)
  }

  /** Whether no individual of this round has been begun. */
  get untouched(): boolean {
    return this.untaken().length === this.words[length]!
  }

  /** How many individuals of this round are not finished. */
  get open(): number {
    return this.inState(waiting).length + this.inState(begun).length
  }

  /** The individuals of this round whose result is lost with the thread of a slot, though it has finished them. */
  lostWith(slot: number): number[] {
    return this.inState(reported).filter((individual) => this.slotOf(individual) === slot)
  }

  /** Whether the thread of a slot has begun an individual of this round. */
  usedBy(slot: number): boolean {
    return [begun, done, reported].some((state) =>
      this.inState(state).some((individual) => this.slotOf(individual) === slot),
    )
  }

  private inState(state: number): number[] {
    const order = Array.from(this.words.subarray(header, header + this.words[length]!))
    return order.filter((individual) => (this.status(individual) & stateMask) === state)
  }

  private slotOf(individual: number): number {
    return this.status(individual) >> slotShift
  }

  private status(individual: number): number {
    return Atomics.load(this.words, this.statusAt(individual))
  }

  private statusAt(individual: number): number {
    return header + this.capacity + individual
  }
}
