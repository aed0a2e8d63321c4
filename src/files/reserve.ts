import { randomFillSync } from 'node:crypto'
import { disk } from './disk.ts'
import { isFull } from './refusal.ts'
import { remove } from './whole-file.ts'

/** The file of a run folder that holds room. */
export const reserveName = 'reserve'

/** Room for less than this is not worth a file. */
const leastBytes = 8192
/** Bytes that are written at a time. */
const pieceBytes = 65_536

/**
 * A file that holds room on the disk. If the disk is full, it makes way for what must not be lost. It is no sparse file, and
 * nothing in it can be compressed.
 */
export class Reserve {
  private readonly path: string
  private readonly bytes: number
  private held = false

  constructor(path: string, bytes: number) {
    this.path = path
    this.bytes = bytes
  }

  /** @throws the system's error; then there is no file */
  hold(): void {
    this.fill(this.bytes)
  }

  /**
   * Writes something, with the room of the reserve if there is no other. What of it is not needed is held again.
   * @throws the error of `write`
   */
  spend(write: () => void): void {
    try {
      write()
    } catch (error) {
      if (!this.held || !isFull(error)) throw error
      this.release()
      try {
        write()
      } finally {
        this.holdRest()
      }
    }
  }

  release(): void {
    remove(this.path)
    this.held = false
  }

  private holdRest(): void {
    for (let bytes = this.bytes; !this.held && bytes >= leastBytes; bytes = Math.floor(bytes / 2)) {
      try {
        this.fill(bytes)
      } catch {
        // Less may fit.
      }
    }
  }

  private fill(bytes: number): void {
    try {
      const file = disk.open(this.path, 'w')
      try {
        for (let left = bytes; left > 0; ) {
          left -= disk.write(file, randomFillSync(Buffer.alloc(Math.min(left, pieceBytes))), 0)
        }
        // Some file systems find room only now.
        disk.sync(file)
      } finally {
        disk.close(file)
      }
      this.held = true
    } catch (error) {
      this.release()
      throw error
    }
  }
}
