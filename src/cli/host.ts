import type { LiveStream } from './terminal/live-output.ts'

/**
 * The streams and environment variables of a command: those of the process, or those of a test. Relative paths start at
 * the working directory of the process, which all its threads share.
 */
export interface Host {
  readonly stdout: LiveStream
  readonly stderr: LiveStream
  /** Where NO_COLOR and TERM are looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>
}
