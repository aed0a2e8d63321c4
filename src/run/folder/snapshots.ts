import { InputError } from '../../errors.ts'
import { disk, syncFile, writeAll } from '../../files/disk.ts'
import { readWhole, writeWhole } from '../../files/whole-file.ts'
import type { GenomeType } from '../../random/genome.ts'
import type { Phase } from '../events.ts'
import {
  decodeSnapshots,
  encodeHeader,
  encodeRecord,
  headerBytes,
  recordBytes,
  type Snapshot,
} from './snapshot-codec.ts'

export interface SnapshotOptions {
  /** The least number of snapshots of each phase, if it has that many generations; up to twice as many are kept. */
  readonly frames: number
  /** Generations between two snapshots, initially. Default: 1. */
  readonly every?: number | undefined
  /** Number of phases of the run. */
  readonly phases: number
  /** Number format of the genes. Default: float32. */
  readonly type?: GenomeType | undefined
}

/** The state of a file of snapshots: plain data. */
export interface SnapshotFileState {
  /** For each record its phase, and its generations since the first record of that phase. */
  readonly records: readonly { readonly phase: Phase; readonly age: number }[]
  readonly phase: Phase | null
  readonly firstGeneration: number
  readonly lastGeneration: number
  /** Generations between two records. */
  readonly stride: number
}

/** The maximum size of the file. Large networks have fewer snapshots because of it. */
const mostBytes = 32 * 2 ** 20
/** Snapshots are written to disk at most this often. */
const flushEveryMs = 500

/**
 * Writes champions to a file during a run. At first it keeps every generation of a phase. When there are twice as many
 * as asked for, it removes every other one, and from then on adds only every other one. So the file stays bounded for
 * runs of any length.
 */
export class SnapshotFile {
  private readonly path: string
  private readonly length: number
  private readonly options: SnapshotOptions
  private readonly frames: number
  private readonly type: GenomeType
  private pending: Buffer[] = []
  private flushedAt = 0
  /** One entry for each record, on the disk or pending. */
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

  /** Whether this generation is to be kept. */
  due(phase: Phase, generation: number): boolean {
    if (this.frames < 1) return false
    return phase !== this.phase || (generation - this.firstGeneration) % this.stride === 0
  }

  /**
   * Adds a snapshot that is due.
   * @throws the disk's error; then nothing more can be added to the file
   */
  add(snapshot: Snapshot): void {
    const { phase, elapsedMs } = snapshot
    this.push(snapshot)
    if (this.records.filter((record) => record.phase === phase).length > 2 * this.frames) this.thin(phase)
    if (elapsedMs - this.flushedAt < flushEveryMs) return
    this.flushedAt = elapsedMs
    this.flush()
  }

  /** Writes everything to disk, including the last champion. */
  end(last: Snapshot): void {
    if (this.frames < 1) return
    if (last.generation !== this.lastGeneration) this.push(last)
    this.flush()
  }

  /** Brings everything to the medium. @throws the disk's error; then nothing more can be added to the file */
  sync(): void {
    this.flush()
    syncFile(this.path)
  }

  /** The state once `sync` has written everything. */
  snapshot(): SnapshotFileState {
    const { records, phase, firstGeneration, lastGeneration, stride } = this
    return structuredClone({ records, phase, firstGeneration, lastGeneration, stride })
  }

  /**
   * Continues from a snapshot, and removes what was written after it.
   * @throws InputError if the file lacks what the snapshot lists
   */
  restore(state: SnapshotFileState): void {
    const { records, phase, firstGeneration, lastGeneration, stride } = structuredClone(state)
    this.pending = []
    this.records = [...records]
    this.phase = phase
    this.firstGeneration = firstGeneration
    this.lastGeneration = lastGeneration
    this.stride = stride
    this.repeatThinnings()
    const count = this.records.length
    const bytes = count === 0 ? 0 : headerBytes + count * recordBytes(this.length, this.type)
    if ((disk.size(this.path) ?? 0) > bytes) disk.truncate(this.path, bytes)
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
    const file = disk.open(this.path, 'a')
    try {
      writeAll(file, bytes)
    } finally {
      disk.close(file)
    }
  }

  /** Removes every other snapshot of a phase. */
  private thin(phase: Phase): void {
    this.flush()
    const size = recordBytes(this.length, this.type)
    const bytes = readWhole(this.path) ?? Buffer.alloc(0)
    const kept = this.doubleStride(phase)
    const parts = kept.flatMap((keep, index) => {
      const at = headerBytes + index * size
      return keep ? [bytes.subarray(at, at + size)] : []
    })
    writeWhole(this.path, Buffer.concat([bytes.subarray(0, headerBytes), ...parts]))
  }

  /** Doubles the stride of a phase. Returns which of the records stay in the list. */
  private doubleStride(phase: Phase): readonly boolean[] {
    this.stride *= 2
    const kept = this.records.map((record) => record.phase !== phase || record.age % this.stride === 0)
    this.records = this.records.filter((_, index) => kept[index])
    return kept
  }

  /** Thins the list of records as often as the file was thinned since. */
  private repeatThinnings(): void {
    const { phase } = this
    if (phase === null) return
    const bytes = readWhole(this.path)
    const held = bytes === null ? [] : decodeSnapshots(bytes, this.path)
    while (!this.isStartOf(held)) {
      if (!this.doubleStride(phase).includes(false)) {
        const expected = 'the champions of the interrupted run'
        throw new InputError({ file: this.path, expected, found: 'others' })
      }
      this.lastGeneration = this.firstGeneration + (this.records.at(-1)?.age ?? 0)
    }
  }

  /** Whether the snapshots of a file begin with the records. Only those of the current phase can have been thinned. */
  private isStartOf(held: readonly Snapshot[]): boolean {
    return this.records.every(({ phase, age }, index) => {
      const found = held[index]
      if (found?.phase !== phase) return false
      return phase !== this.phase || found.generation === this.firstGeneration + age
    })
  }
}
