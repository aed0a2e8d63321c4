import { EvolveError, Interrupted } from '../../errors.ts'
import type { Roster } from './roster.ts'

/** Whom to wait for. */
export interface AttendanceOptions {
  readonly url: string
  /** What starts a worker that works for the run. */
  readonly command: string
  /** Seconds without any worker after which the run ends; false for no limit. */
  readonly wait: number | false
  /** Once aborted, nobody is waited for; undefined for none. */
  readonly signal: AbortSignal | undefined
  /** Called with what the user should know; the same line may come again. */
  readonly onNotice: (line: string) => void
}

/** Workers find a new run within so many milliseconds. */
const mostGraceMs = 2000

/** Whether there is anybody who works for the run, and what to say and do where there is not. */
export class Attendance {
  private readonly roster: Pick<Roster, 'workers' | 'refusals'>
  private readonly options: AttendanceOptions
  private aloneSince: number | null = null

  constructor(roster: Pick<Roster, 'workers' | 'refusals'>, options: AttendanceOptions) {
    this.roster = roster
    this.options = options
  }

  /** @throws EvolveError if nobody has worked for the run for too long; Interrupted if the user does not want to wait */
  check(): void {
    const { onNotice, url, command, wait, signal } = this.options
    const { workers, refusals } = this.roster
    const why = refusals.map((refusal) => `worker ${refusal.name} does not work for this run: ${refusal.why}`)
    for (const line of why) onNotice(line)
    const now = performance.now()
    if (workers.length > 0) {
      this.aloneSince = null
      return
    }
    if (signal?.aborted === true) throw new Interrupted(`no worker is at work at ${url}`)
    this.aloneSince ??= now
    const cure = `start one with ${command}`
    const graceMs = wait === false ? mostGraceMs : Math.min(mostGraceMs, wait * 500)
    if (now - this.aloneSince >= graceMs) onNotice(`waiting for a worker at ${url}: ${cure}`)
    if (wait !== false && now - this.aloneSince > wait * 1000)
      throw new EvolveError('run', [`no worker at ${url} for ${wait} s: ${cure}`, ...why].join('; '))
  }
}
