import { attempt } from './attempt.ts'
import { disk, syncFile } from './disk.ts'

/** Bytes that are written at a time. */
const pieceBytes = 262_144

const lineEnd = 10

/**
 * A file that grows at its end, line by line. If the disk refuses lines, they are kept and written with the next ones; of
 * more than fit into memory, the oldest are dropped.
 */
export class GrowingFile {
  private readonly path: string
  private readonly mostBytes: number
  /** Lines that are not on the disk yet, the first one perhaps without its beginning. */
  private lines: Buffer[] = []
  private bytes = 0
  /** Whether the beginning of the first line is on the disk. */
  private torn = false
  private lost = 0
  /** Whether the name of the file is on the medium. */
  private named = false
  /** Bytes on the disk; null while that is not known. */
  private known: number | null = null

  /** @param mostBytes that wait in memory */
  constructor(path: string, mostBytes: number = 2 ** 22) {
    this.path = path
    this.mostBytes = mostBytes
  }

  add(value: unknown): void {
    const line = Buffer.from(`${JSON.stringify(value)}\n`)
    this.lines.push(line)
    this.bytes += line.length
    if (this.bytes > this.mostBytes) this.makeRoom()
  }

  /**
   * Writes all lines to disk. Without lines it makes no file.
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  flush(): void {
    if (this.lines.length > 0) attempt(this.path, () => this.append())
  }

  /**
   * Writes all lines, and brings them to the medium: they outlast a power failure.
   * @throws EvolveError if the disk refuses it; no line is lost
   */
  sync(): void {
    this.flush()
    attempt(this.path, () => {
      this.named = syncFile(this.path, this.named)
    })
  }

  /** Bytes on the disk once all lines are written. */
  get wholeSize(): number {
    return this.size + this.bytes
  }

  /** Bytes on the disk. @throws the system's error */
  get size(): number {
    this.known ??= disk.size(this.path) ?? 0
    return this.known
  }

  /** Whether a line ends after so many bytes of the file. @throws the system's error */
  endsAt(bytes: number): boolean {
    if (bytes === 0) return true
    if (this.size < bytes) return false
    return lastByte(this.path, bytes) === lineEnd
  }

  /** Lines that were dropped. */
  get dropped(): number {
    return this.lost
  }

  /** Lines that are not on the disk: those that wait, and those that were dropped. */
  get missing(): number {
    return this.lines.length + this.lost
  }

  /**
   * Forgets all lines that are not on the disk, and removes those after the first `bytes`.
   * @param lost lines that were dropped before
   */
  truncate(bytes: number, lost = 0): void {
    this.forget()
    this.lost = lost
    if (this.size > bytes) disk.truncate(this.path, bytes)
    this.known = Math.min(this.size, bytes)
  }

  /** Forgets all lines that are not on the disk. */
  forget(): void {
    this.lines = []
    this.bytes = 0
    this.torn = false
    this.known = null
  }

  /** Lines are dropped only if the disk refuses them. */
  private makeRoom(): void {
    try {
      this.append()
    } catch {
      this.drop()
    }
  }

  private append(): void {
    this.known ??= disk.size(this.path) ?? 0
    const file = disk.open(this.path, 'a')
    try {
      while (this.lines.length > 0) this.written(disk.write(file, this.piece(), 0))
    } finally {
      disk.close(file)
    }
  }

  /** The first lines, at least one. */
  private piece(): Buffer {
    let [count, bytes] = [0, 0]
    while (count < this.lines.length && bytes < pieceBytes) bytes += this.lines[count++]!.length
    return Buffer.concat(this.lines.slice(0, count))
  }

  /** If the disk is full in the middle of a line, the written part is not written again. */
  private written(bytes: number): void {
    let [count, left] = [0, bytes]
    while (count < this.lines.length && left >= this.lines[count]!.length) left -= this.lines[count++]!.length
    this.lines.splice(0, count)
    this.bytes -= bytes
    if (this.known !== null) this.known += bytes
    this.torn = left > 0 || (count === 0 && this.torn)
    if (left > 0) this.lines[0] = this.lines[0]!.subarray(left)
  }

  /** Drops the older half of the lines; one that has begun on the disk stays, and so does the last. */
  private drop(): void {
    const kept = this.torn ? 1 : 0
    const count = Math.min(Math.ceil(this.lines.length / 2), this.lines.length - 1 - kept)
    for (const line of this.lines.splice(kept, Math.max(0, count))) {
      this.bytes -= line.length
      this.lost++
    }
  }
}

/** The last of the first `bytes` of a file. */
function lastByte(path: string, bytes: number): number {
  const file = disk.open(path, 'r')
  try {
    return disk.byteAt(file, bytes - 1)
  } finally {
    disk.close(file)
  }
}
