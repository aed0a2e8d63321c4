import { closeSync, existsSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'
import { EvolveError } from '../errors.ts'
import { refusal } from './refusal.ts'

/** A file that grows at its end, line by line. If the disk refuses lines, they are kept and written with the next ones. */
export class GrowingFile {
  private readonly path: string
  private readonly lines: string[] = []
  /** What is not on the disk yet of earlier lines. */
  private pending: Buffer = Buffer.alloc(0)

  constructor(path: string) {
    this.path = path
  }

  add(value: unknown): void {
    this.lines.push(`${JSON.stringify(value)}\n`)
  }

  /**
   * Writes all lines to disk. Without lines it makes no file.
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  flush(): void {
    this.pending = Buffer.concat([this.pending, Buffer.from(this.lines.splice(0).join(''))])
    if (this.pending.length === 0) return
    try {
      this.append()
    } catch (cause) {
      throw new EvolveError('output', `${this.path}: could not be written: ${refusal(cause)}`, { cause })
    }
  }

  /** Bytes on the disk. */
  get size(): number {
    return existsSync(this.path) ? statSync(this.path).size : 0
  }

  /** Forgets all lines that are not on the disk, and removes those after the first `bytes`. */
  truncate(bytes: number): void {
    this.lines.length = 0
    this.pending = Buffer.alloc(0)
    if (this.size > bytes) truncateSync(this.path, bytes)
  }

  private append(): void {
    const file = openSync(this.path, 'a')
    try {
      // If the disk is full in the middle of a line, the written part is not written again.
      while (this.pending.length > 0) this.pending = this.pending.subarray(writeSync(file, this.pending))
    } finally {
      closeSync(file)
    }
  }
}
