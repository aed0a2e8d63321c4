import type { LiveStream } from './terminal/live-output.ts'

/**
 * What a command writes to, and where it looks up variables: the process's own, or a test's. Relative paths start from
 * the working directory of the process, which all of its threads share.
 */
export interface Host {
  readonly stdout: LiveStream
  readonly stderr: LiveStream
  /** Where NO_COLOR and TERM are looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>
}
