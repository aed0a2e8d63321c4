import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, uptime } from 'node:os'
import { z } from 'zod'

/** Clocks are set, by so much at most. */
const clockMs = 60_000

/** A process that works on a run folder. */
export interface Holder {
  readonly host: string
  readonly pid: number
  /** ISO 8601: when the process started. */
  readonly startedAt: string
  /** What tells it from a later process of the same number; null where the system does not say. */
  readonly mark: string | null
  /** The space of its number: containers have their own; null where there are none. */
  readonly space: string | null
}

const holderSchema: z.ZodType<Holder> = z.object({
  host: z.string(),
  pid: z.int().min(1),
  startedAt: z.string(),
  mark: z.string().nullable(),
  space: z.string().nullable(),
})

/** Null for a lock that says nothing, or none. */
export function holderOf(content: Buffer | null): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(content?.toString() ?? ''))
  } catch {
    return null
  }
}

export function thisProcess(): Holder {
  const { pid } = process
  // Threads have a clock of their own.
  const startedAt = new Date(Math.round(Date.now() - process.uptime() * 1000)).toISOString()
  return { host: hostname(), pid, startedAt, mark: statOf(pid)?.mark ?? null, space: spaceOfNumbers() }
}

/** Whether nothing can be known of a process here. */
export function isElsewhere({ host, space }: Holder): boolean {
  return host !== hostname() || space !== spaceOfNumbers()
}

/** Linux; null elsewhere. */
function spaceOfNumbers(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return null
  }
}

/** Whether a process of this machine has not ended, or may not have. */
export function isAlive({ pid, mark, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Others' processes may not be signalled, but they are there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = statOf(pid)
  // It started before this machine did.
  if (now === null || mark === null) return !(Date.parse(startedAt) < Date.now() - uptime() * 1000 - clockMs)
  // One that has ended keeps its number until its parent asks for it.
  return now.state !== 'Z' && now.mark === mark
}

/**
 * The state of a process, and a mark of the start of the machine and that of the process since then, as Linux counts them;
 * null elsewhere.
 */
function statOf(pid: number): { readonly state: string; readonly mark: string } | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0]!, mark: `${boot} ${fields[19]!}` }
  } catch {
    return null
  }
}
