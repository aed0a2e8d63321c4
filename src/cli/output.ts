import { fstatSync, writeSync } from 'node:fs'
import { refusal } from '../files/refusal.ts'
import type { HostOutput } from './host.ts'

/** Error codes for a pipe or a terminal that is gone. */
const gone: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])

/** The part of `process.stdout` that is used. */
export interface OutputStream {
  readonly fd: number
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/**
 * An output of this process. It never throws: after the first error it writes nothing more, since an error of the output
 * must not end what is under way.
 */
export class Output implements HostOutput {
  private readonly stream: OutputStream
  private readonly toFile: boolean
  private readonly closing = new AbortController()
  private lost = false
  private reason: string | null = null

  constructor(stream: OutputStream) {
    this.stream = stream
    this.toFile = stream.isTTY !== true && isFile(stream.fd)
    stream.on('error', (error) => this.lose(error))
  }

  get isTTY(): boolean {
    return this.stream.isTTY === true
  }

  /** 0 if unknown. */
  get columns(): number {
    return this.stream.columns ?? 0
  }

  get closed(): AbortSignal {
    return this.closing.signal
  }

  get refused(): string | null {
    return this.reason
  }

  write(text: string): void {
    if (this.lost) return
    if (!this.toFile) this.stream.write(text)
    else this.writeFile(Buffer.from(text))
  }

  hangUp(): void {
    if (this.isTTY) this.lost = true
  }

  /** Whether it is a terminal that is gone. */
  get hungUp(): boolean {
    return this.lost && this.isTTY
  }

  /** Node.js takes a write for done of which the disk has taken only a part. */
  private writeFile(bytes: Buffer): void {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.stream.fd, bytes, at)
    } catch (error) {
      this.lose(error as Error)
    }
  }

  private lose(error: NodeJS.ErrnoException): void {
    if (this.lost) return
    this.lost = true
    if (!this.toFile && gone.has(error.code)) this.closing.abort()
    else this.reason = refusal(error)
  }
}

/** Whether it is a file or a device such as /dev/null, for which a write returns only when it is done. */
function isFile(descriptor: number): boolean {
  const stats = fstatSync(descriptor)
  return stats.isFile() || stats.isCharacterDevice() || stats.isBlockDevice()
}
