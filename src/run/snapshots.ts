import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { InputError, quote } from '../errors.ts'
import type { Phase } from './events.ts'
import { writeWhole } from './whole-file.ts'

/** The champion as it was after some generation. */
export interface Snapshot {
  readonly phase: Phase
  /** Generations and epochs done, 1 for the first. */
  readonly generation: number
  /** Evaluations since the start of the run. */
  readonly evaluations: number
  /** On the whole training part. */
  readonly fitness: number
  readonly validation: number | null
  /** Since the start of the run. */
  readonly elapsedMs: number
  /** (P) */
  readonly genome: Float32Array
}

export interface SnapshotOptions {
  /** How many of each phase there are to be at least, once there were as many generations; kept are up to twice as many. */
  readonly frames: number
  /** Generations from one to the next, to begin with. Default: 1. */
  readonly every?: number | undefined
  /** Phases that the run will have. */
  readonly phases: number
}

/*
 * The file, all little-endian:
 *   header  magic (8 bytes), version u32, P u32, bytes of a record u32, 0 u32
 *   record  CRC-32 of what follows u32, generation u32, phase u32, 0 u32, evaluations f64, fitness f64,
 *           validation f64 (NaN for none), elapsedMs f64, genome (P) f32
 */
const magic = 'EVOLVESN'
const version = 1
const headerBytes = 24
const genomeAt = 48
const phases: readonly Phase[] = ['train', 'finetune']

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
  private pending: Buffer[] = []
  private flushedAt = 0
  /** Of each record on the disk or pending its phase, and its generations since the first record of that phase. */
  private records: { readonly phase: Phase; readonly age: number }[] = []
  private phase: Phase | null = null
  private firstGeneration = 0
  private lastGeneration = 0
  private stride = 1

  /** @param length P */
  constructor(path: string, length: number, options: SnapshotOptions) {
    this.path = path
    this.length = length
    this.options = options
    const affordable = Math.floor((mostBytes - headerBytes) / recordBytes(length) / 2 / options.phases)
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

  private push(snapshot: Snapshot): void {
    const { phase, generation } = snapshot
    if (phase !== this.phase) {
      this.phase = phase
      this.firstGeneration = generation
      this.stride = this.options.every ?? 1
    }
    if (this.records.length === 0) this.pending.push(encodeHeader(this.length))
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
    const size = recordBytes(this.length)
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

/**
 * The snapshots of a file, in their order. A last record that is torn, and what follows a broken one, is left out.
 * @param file its name, for messages
 * @throws InputError for a file that is no such file, or of another version
 */
export function decodeSnapshots(bytes: Buffer, file: string): Snapshot[] {
  if (bytes.length < headerBytes) {
    if (magic.startsWith(bytes.toString('latin1', 0, magic.length))) return []
    throw refuse(file, bytes)
  }
  if (bytes.toString('latin1', 0, magic.length) !== magic) throw refuse(file, bytes)
  const found = bytes.readUInt32LE(8)
  if (found !== version)
    throw new InputError({ file, expected: `snapshots of version ${version}`, found: `version ${found}` })
  const length = bytes.readUInt32LE(12)
  const size = bytes.readUInt32LE(16)
  if (size !== recordBytes(length)) {
    const expected = `records of ${recordBytes(length)} bytes for ${length} parameters`
    throw new InputError({ file, expected, found: `${size}` })
  }
  const snapshots: Snapshot[] = []
  for (let at = headerBytes; at + size <= bytes.length; at += size) {
    const snapshot = decodeRecord(bytes.subarray(at, at + size), length)
    if (snapshot === null) break
    snapshots.push(snapshot)
  }
  return snapshots
}

function refuse(file: string, bytes: Buffer): InputError {
  const found = bytes.length === 0 ? 'an empty file' : quote(bytes.toString('latin1', 0, magic.length))
  return new InputError({ file, expected: 'snapshots of a run', found })
}

function recordBytes(length: number): number {
  return genomeAt + 4 * length
}

function encodeHeader(length: number): Buffer {
  const bytes = Buffer.alloc(headerBytes)
  bytes.write(magic, 'latin1')
  bytes.writeUInt32LE(version, 8)
  bytes.writeUInt32LE(length, 12)
  bytes.writeUInt32LE(recordBytes(length), 16)
  return bytes
}

function encodeRecord(snapshot: Snapshot): Buffer {
  const { phase, generation, evaluations, fitness, validation, elapsedMs, genome } = snapshot
  const bytes = Buffer.alloc(recordBytes(genome.length))
  bytes.writeUInt32LE(generation, 4)
  bytes.writeUInt32LE(phases.indexOf(phase), 8)
  bytes.writeDoubleLE(evaluations, 16)
  bytes.writeDoubleLE(fitness, 24)
  bytes.writeDoubleLE(validation ?? Number.NaN, 32)
  bytes.writeDoubleLE(elapsedMs, 40)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let gene = 0; gene < genome.length; gene++) view.setFloat32(genomeAt + 4 * gene, genome[gene]!, true)
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0)
  return bytes
}

/** Null for a record that is not as it was written. */
function decodeRecord(bytes: Buffer, length: number): Snapshot | null {
  const phase = phases[bytes.readUInt32LE(8)]
  if (phase === undefined || crc32(bytes.subarray(4)) !== bytes.readUInt32LE(0)) return null
  const validation = bytes.readDoubleLE(32)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return {
    phase,
    generation: bytes.readUInt32LE(4),
    evaluations: bytes.readDoubleLE(16),
    fitness: bytes.readDoubleLE(24),
    validation: Number.isNaN(validation) ? null : validation,
    elapsedMs: bytes.readDoubleLE(40),
    genome: Float32Array.from({ length }, (_, gene) => view.getFloat32(genomeAt + 4 * gene, true)),
  }
}
