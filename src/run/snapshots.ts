import { closeSync, existsSync, openSync, readFileSync, statSync, truncateSync, writeSync } from 'node:fs'
import type { GenomeType } from '../random/genome.ts'
import type { Phase } from './events.ts'
import { encodeHeader, encodeRecord, headerBytes, recordBytes, type Snapshot } from './snapshot-codec.ts'
import { writeWhole } from './whole-file.ts'

export interface SnapshotOptions {
  /** How many of each phase there are to be at least, once there were as many generations; kept are up to twice as many. */
  readonly frames: number
  /** Generations from one to the next, to begin with. Default: 1. */
  readonly every?: number | undefined
  /** Phases that the run will have. */
  readonly phases: number
  /** Of the genes. Default: float32. */
  readonly type?: GenomeType | undefined
}

/** What a file of snapshots remembers: plain data. */
export interface SnapshotFileState {
  /** Of each record its phase, and its generations since the first record of that phase. */
  readonly records: readonly { readonly phase: Phase; readonly age: number }[]
  readonly phase: Phase | null
  readonly firstGeneration: number
  readonly lastGeneration: number
  /** Generations from one record to the next. */
  readonly stride: number
}

/** What the file may grow to; large networks have fewer frames for it. */
const mostBytes = 32 * 2 ** 20
/** Snapshots wait at most this long before they reach the disk. */
const flushEveryMs = 500

/**
 * Writes champions to a file as a run goes on. Of each phase every generation at first; once there are twice as many as
 * asked for, every other one goes, and from then on every other one comes. So their number, and the file, are bounded
 * for runs of any length.
 */
export class SnapshotFile {
  private readonly path: string
  private readonly length: number
  private readonly options: SnapshotOptions
  private readonly frames: number
  private readonly type: GenomeType
  private pending: Buffer[] = []
  private flushedAt = 0
  /** Of each record on the disk or pending. */
  private records: SnapshotFileState['records'][number][] = []
  private phase: Phase | null = null
  private firstGeneration = 0
  private lastGeneration = 0
  private stride = 1

  /** @param length P */
  constructor(path: string, length: number, options: SnapshotOptions) {
    this.path = path
    this.length = length
    this.options = options
    this.type = options.type ?? 'float32'
    const affordable = Math.floor(
      (mostBytes - headerBytes) / recordBytes(length, this.type) / 2 / options.phases,
    )
    this.frames = Math.min(options.frames, affordable)
  }

  /** True where this generation is one of those that are kept. */
  due(phase: Phase, generation: number): boolean {
    if (this.frames < 1) return false
    return phase !== this.phase || (generation - this.firstGeneration) % this.stride === 0
  }

  /**
   * Takes a snapshot that is due.
   * @throws the disk's error; the file is of no use for more then
   */
  add(snapshot: Snapshot): void {
    const { phase, elapsedMs } = snapshot
    this.push(snapshot)
    if (this.records.filter((record) => record.phase === phase).length > 2 * this.frames) this.thin(phase)
    if (elapsedMs - this.flushedAt < flushEveryMs) return
    this.flushedAt = elapsedMs
    this.flush()
  }

  /** Brings everything to the disk, the last champion too. */
  end(last: Snapshot): void {
    if (this.frames < 1) return
    if (last.generation !== this.lastGeneration) this.push(last)
    this.flush()
  }

  /** What it remembers once everything is on the disk. */
  snapshot(): SnapshotFileState {
    this.flush()
    const { records, phase, firstGeneration, lastGeneration, stride } = this
    return structuredClone({ records, phase, firstGeneration, lastGeneration, stride })
  }

  /** Goes on from a snapshot, and takes away what the file has gained since. */
  restore(state: SnapshotFileState): void {
    const { records, phase, firstGeneration, lastGeneration, stride } = structuredClone(state)
    this.pending = []
    this.records = [...records]
    this.phase = phase
    this.firstGeneration = firstGeneration
    this.lastGeneration = lastGeneration
    this.stride = stride
    const bytes =
      records.length === 0 ? 0 : headerBytes + records.length * recordBytes(this.length, this.type)
    if (existsSync(this.path) && statSync(this.path).size > bytes) truncateSync(this.path, bytes)
  }

  private push(snapshot: Snapshot): void {
    const { phase, generation } = snapshot
    if (phase !== this.phase) {
      this.phase = phase
      this.firstGeneration = generation
      this.stride = this.options.every ?? 1
    }
    if (this.records.length === 0) this.pending.push(encodeHeader(this.length, this.type))
    this.pending.push(encodeRecord(snapshot))
    this.records.push({ phase, age: generation - this.firstGeneration })
    this.lastGeneration = generation
  }

  private flush(): void {
    if (this.pending.length === 0) return
    const bytes = Buffer.concat(this.pending)
    this.pending = []
    const file = openSync(this.path, 'a')
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    } finally {
      closeSync(file)
    }
  }

  /** Takes every other snapshot of a phase away. */
  private thin(phase: Phase): void {
    this.flush()
    this.stride *= 2
    const size = recordBytes(this.length, this.type)
    const bytes = readFileSync(this.path)
    const kept = this.records.map((record) => record.phase !== phase || record.age % this.stride === 0)
    const parts = kept.flatMap((keep, index) => {
      const at = headerBytes + index * size
      return keep ? [bytes.subarray(at, at + size)] : []
    })
    writeWhole(this.path, Buffer.concat([bytes.subarray(0, headerBytes), ...parts]))
    this.records = this.records.filter((_, index) => kept[index])
  }
}
