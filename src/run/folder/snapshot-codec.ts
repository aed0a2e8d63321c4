import { crc32 } from 'node:zlib'
import { InputError, quote } from '../../errors.ts'
import { type Genome, type GenomeType, geneBytes } from '../../random/genome.ts'
import type { Phase } from '../events.ts'

/** The champion after a generation. */
export interface Snapshot {
  readonly phase: Phase
  /** Number of generations and epochs so far, 1 for the first. */
  readonly generation: number
  /** Evaluations since the start of the run. */
  readonly evaluations: number
  /** On the whole training part. */
  readonly fitness: number
  readonly validation: number | null
  /** Since the start of the run. */
  readonly elapsedMs: number
  /** (P) */
  readonly genome: Genome
}

/*
 * The file, all little-endian:
 *   header  magic (8 bytes), version u32, P u32, bytes of a record u32, type of a gene u32 (0 float32, 1 float64)
 *   record  CRC-32 of what follows u32, generation u32, phase u32, 0 u32, evaluations f64, fitness f64,
 *           validation f64 (NaN for none), elapsedMs f64, genome (P) f32 or f64
 */
const magic = 'EVOLVESN'
const version = 1
export const headerBytes = 24
const genomeAt = 48
const phases: readonly Phase[] = ['train', 'finetune']
const types: readonly GenomeType[] = ['float32', 'float64']

/**
 * The snapshots of a file, in order. An incomplete last record, and everything after a broken one, is left out.
 * @param file its name, for messages
 * @throws InputError for a file of another kind or version
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
  const type = types[bytes.readUInt32LE(20)]
  if (type === undefined)
    throw new InputError({ file, expected: 'genes of type 0 or 1', found: `${bytes.readUInt32LE(20)}` })
  if (size !== recordBytes(length, type)) {
    const expected = `records of ${recordBytes(length, type)} bytes for ${length} parameters`
    throw new InputError({ file, expected, found: `${size}` })
  }
  const snapshots: Snapshot[] = []
  for (let at = headerBytes; at + size <= bytes.length; at += size) {
    const snapshot = decodeRecord(bytes.subarray(at, at + size), length, type)
    if (snapshot === null) break
    snapshots.push(snapshot)
  }
  return snapshots
}

function refuse(file: string, bytes: Buffer): InputError {
  const found = bytes.length === 0 ? 'an empty file' : quote(bytes.toString('latin1', 0, magic.length))
  return new InputError({ file, expected: 'snapshots of a run', found })
}

/** Bytes of a record of P genes. */
export function recordBytes(length: number, type: GenomeType): number {
  return genomeAt + geneBytes[type] * length
}

export function encodeHeader(length: number, type: GenomeType): Buffer {
  const bytes = Buffer.alloc(headerBytes)
  bytes.write(magic, 'latin1')
  bytes.writeUInt32LE(version, 8)
  bytes.writeUInt32LE(length, 12)
  bytes.writeUInt32LE(recordBytes(length, type), 16)
  bytes.writeUInt32LE(types.indexOf(type), 20)
  return bytes
}

export function encodeRecord(snapshot: Snapshot): Buffer {
  const { phase, generation, evaluations, fitness, validation, elapsedMs, genome } = snapshot
  const double = genome instanceof Float64Array
  const bytes = Buffer.alloc(recordBytes(genome.length, double ? 'float64' : 'float32'))
  bytes.writeUInt32LE(generation, 4)
  bytes.writeUInt32LE(phases.indexOf(phase), 8)
  bytes.writeDoubleLE(evaluations, 16)
  bytes.writeDoubleLE(fitness, 24)
  bytes.writeDoubleLE(validation ?? Number.NaN, 32)
  bytes.writeDoubleLE(elapsedMs, 40)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let gene = 0; gene < genome.length; gene++) {
    if (double) view.setFloat64(genomeAt + 8 * gene, genome[gene], true)
    else view.setFloat32(genomeAt + 4 * gene, genome[gene]!, true)
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0)
  return bytes
}

/** Null for a record that has been changed. */
function decodeRecord(bytes: Buffer, length: number, type: GenomeType): Snapshot | null {
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
    genome:
      type === 'float32'
        ? Float32Array.from({ length }, (_, gene) => view.getFloat32(genomeAt + 4 * gene, true))
        : Float64Array.from({ length }, (_, gene) => view.getFloat64(genomeAt + 8 * gene, true)),
  }
}
