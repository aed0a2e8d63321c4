import type { BatchAnswer } from './messages.ts'

/** The commands of Redis that late results need. */
export interface ListCommands {
  /** Adds a value to a list that expires after so many seconds, and keeps its last ones. */
  append(
    key: string,
    value: string,
    keep: { readonly seconds: number; readonly count: number },
  ): Promise<void>
  /** Empties a list. @returns what was in it, in its order */
  takeAll(key: string): Promise<readonly string[]>
}

/** A result that came beside the queue. */
export interface LateResult {
  readonly id: string
  readonly answer: unknown
}

/** What a coordinator that has died leaves behind is gone after some time. */
const kept = { seconds: 3600, count: 1000 }

/**
 * Results of workers that were frozen or cut off for longer than their lock. BullMQ has given their batches to others by then, and
 * takes nothing from them any more. But if nobody else is done, they are welcome; and if somebody is, both should have the same.
 */
export class LateResults {
  private readonly commands: ListCommands
  private readonly key: string
  private takenAt = Number.NEGATIVE_INFINITY

  /** @param prefix what the keys of the run begin with */
  constructor(commands: ListCommands, prefix: string) {
    this.commands = commands
    this.key = `${prefix}:late`
  }

  async handIn(id: string, answer: BatchAnswer): Promise<void> {
    await this.commands.append(this.key, JSON.stringify({ id, answer } satisfies LateResult), kept)
  }

  /** Takes what is there, unless that was done less than so many milliseconds ago. */
  async take(ageMs: number): Promise<readonly LateResult[]> {
    if (performance.now() - this.takenAt < ageMs) return []
    this.takenAt = performance.now()
    return (await this.commands.takeAll(this.key)).flatMap(readLate)
  }
}

/** Drops what no worker has written. The answer is checked where it is taken. */
function readLate(text: string): LateResult[] {
  try {
    const { id, answer } = JSON.parse(text) as Partial<LateResult>
    return typeof id === 'string' ? [{ id, answer }] : []
  } catch {
    return []
  }
}
