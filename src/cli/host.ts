import type { LiveStream } from './terminal/live-output.ts'

/** An output of a command. That of a process can be lost, and says so; that of a test has nothing to say. */
export interface HostOutput extends LiveStream {
  /** Aborted once nobody can read it any more: its pipe or its terminal was closed. Nothing more is written then. */
  readonly closed?: AbortSignal
  /** Why the system refused to take all of it, such as a full disk; null or absent if it did not. */
  readonly refused?: string | null
  /** Writes nothing more if it is a terminal, since that is gone. */
  hangUp?(): void
}

/**
 * The streams and environment variables of a command: those of the process, or those of a test. Relative paths start at
 * the working directory of the process, which all its threads share.
 */
export interface Host {
  readonly stdout: HostOutput
  readonly stderr: HostOutput
  /** What data comes from that is named `-`; absent if there is nothing. */
  readonly stdin?: AsyncIterable<Uint8Array>
  /** Where NO_COLOR and TERM are looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>
}
