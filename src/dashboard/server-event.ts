import type { GroupHistory, GroupUpdate } from './group/messages.ts'
import type { DrawnChampion, RunHistory, RunUpdate } from './messages.ts'

/** The events that a page listens to, by name. */
export interface ServerEvents {
  readonly history: RunHistory
  readonly update: RunUpdate
  readonly champion: DrawnChampion
  readonly groupHistory: GroupHistory
  readonly groupUpdate: GroupUpdate
}

/** An event as it goes to a page (`text/event-stream`). */
export function serverEvent<Name extends keyof ServerEvents>(name: Name, data: ServerEvents[Name]): Buffer {
  return Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data, short)}\n\n`)
}

/** Rounds to fifteen digits, which show small differences of large values too, and evaluations to whole numbers. */
function short(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value
  return key === 'evaluations' ? Math.round(value) : Number(value.toPrecision(15))
}
