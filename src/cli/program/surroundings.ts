import type { Host } from '../host.ts'
import type { RunNeed } from '../run-argument.ts'

/** What the actions of commands need. */
export interface Surroundings {
  readonly host: Host
  /** Sets the exit code of the program. */
  readonly setExitCode: (code: number) => void
  /** The run that an argument means. */
  readonly run: (argument: string, need: RunNeed) => Promise<string>
}
