import { hash } from 'node:crypto'
import type { GenerationEvent } from '../events.ts'

/** What a digest has taken in: plain data. */
export interface DigestState {
  /** The SHA-256 (32) over all blocks before, then the block that is not full yet. */
  readonly bytes: Uint8Array
}

const chainBytes = 32
/** Bytes at which a block is full: one call of SHA-256 costs as much as hashing hundreds of bytes. */
const fullBlock = 8192
/** Hexadecimal digits of a digest as it is written: 64 bits tell two runs apart. */
const digits = 16

/**
 * A SHA-256 over everything in events but their timing, so that two runs can be compared by lines that stand for many
 * generations. Blocks are chained: each begins with the 32 bytes of the digest of the block before, the first with zeros.
 * So what it has taken in is plain data, which a hash of Node.js is not.
 */
export class EventDigest {
  /** The digest of the block before, then the block. */
  private bytes: DataView<ArrayBuffer> = new DataView(new ArrayBuffer(2 * fullBlock))
  private length: number = chainBytes

  add(event: GenerationEvent): void {
    for (const encode of encoders) encode(event, this)
    if (this.length >= fullBlock) this.all.set(Buffer.from(this.close(), 'hex'))
  }

  /** The digest of all events since the last call, if there are any. The next one begins anew. */
  take(): string {
    const text = this.close()
    this.all.fill(0, 0, chainBytes)
    return text.slice(0, digits)
  }

  snapshot(): DigestState {
    return { bytes: this.all.slice(0, this.length) }
  }

  restore({ bytes }: DigestState): void {
    this.length = 0
    this.reserve(bytes.length)
    this.all.set(bytes)
    this.length = bytes.length
  }

  /** A number takes 8 bytes, little-endian. What is none is a NaN of its own. */
  number(value: number | null | undefined): void {
    this.reserve(8)
    const { bytes, length } = this
    this.length = length + 8
    if (typeof value === 'number' && !Number.isNaN(value)) {
      bytes.setFloat64(length, value, true)
      return
    }
    bytes.setUint32(length, value === null ? 1 : value === undefined ? 2 : 0, true)
    bytes.setUint32(length + 4, 0x7ff80000, true)
  }

  numbers(values: readonly number[] | null | undefined): void {
    this.number(values?.length)
    for (const value of values ?? []) this.number(value)
  }

  figures(figures: Readonly<Record<string, number>> | undefined): void {
    if (figures === undefined) {
      this.number(undefined)
      return
    }
    const names = Object.keys(figures)
    this.number(names.length)
    for (const name of names) {
      this.word(name)
      this.number(figures[name])
    }
  }

  /** A word is its length and its UTF-16 units, 2 bytes each. */
  word(text: string): void {
    this.number(text.length)
    this.reserve(2 * text.length)
    const { bytes, length } = this
    for (let i = 0; i < text.length; i++) bytes.setUint16(length + 2 * i, text.charCodeAt(i), true)
    this.length = length + 2 * text.length
  }

  private get all(): Uint8Array {
    return new Uint8Array(this.bytes.buffer)
  }

  /** Ends the block. @returns its digest, which belongs before the next one */
  private close(): string {
    const text = hash('sha256', this.all.subarray(0, this.length), 'hex')
    this.length = chainBytes
    return text
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.byteLength) return
    const larger = new Uint8Array(2 * (this.length + more))
    larger.set(this.all)
    this.bytes = new DataView(larger.buffer)
  }
}

type Encode = (event: GenerationEvent, to: EventDigest) => void

/** In the order of the bytes. A part of an event that is missing here is an error of the compiler. */
const parts: Readonly<Record<Exclude<keyof GenerationEvent, 'timing'>, Encode>> = {
  phase: ({ phase }, to) => to.number(phase === 'train' ? 0 : 1),
  unit: ({ unit }, to) => to.number(unit === 'generation' ? 0 : 1),
  phaseStart({ phaseStart }, to) {
    to.number(phaseStart.generation)
    to.number(phaseStart.evaluations)
  },
  generation: ({ generation }, to) => to.number(generation),
  evaluations: ({ evaluations }, to) => to.number(evaluations),
  best: ({ best }, to) => to.number(best),
  mean: ({ mean }, to) => to.number(mean),
  median: ({ median }, to) => to.number(median),
  spread: ({ spread }, to) => to.numbers(spread),
  champion: ({ champion }, to) => to.number(champion),
  validation: ({ validation }, to) => to.number(validation),
  diversity: ({ diversity }, to) => to.number(diversity),
  failures: ({ failures }, to) => to.number(failures),
  strategy: ({ strategy }, to) => to.figures(strategy),
  metrics: ({ metrics }, to) => to.figures(metrics),
  behaviour: ({ behaviour }, to) => to.numbers(behaviour),
}
const encoders: readonly Encode[] = Object.values(parts)
