import type { ListedRun } from '../run/folder/listed-run.ts'
import { plural } from './number.ts'

/** What a criterion of `stop` ended, in a table. */
const ends: ReadonlyMap<string, string> = new Map([
  ['target', 'target reached'],
  ['generations', 'all generations'],
  ['evaluations', 'all evaluations'],
  ['seconds', 'time was up'],
  ['patience', 'no progress'],
  ['exploded', 'loss exploded'],
])

/** How a run ended, or how it stands, in a few words. */
export function endWords({ status, reason, resumable, process, trainings, error }: ListedRun): string {
  const again = resumable ? ', can be resumed' : ''
  const count = trainings === null ? '' : `${trainings.done} of ${plural(trainings.planned, 'training')}`
  const join = (words: string): string => (count === '' ? words : `${words}, ${count}`)
  switch (status) {
    case 'running':
      return join(process === null ? 'running' : `running, process ${process.pid}`)
    case 'done':
      return count === '' ? (ends.get(reason ?? '') ?? reason ?? 'done') : count
    case 'interrupted':
      return `${join('stopped')}${again}`
    case 'broken off':
      return `${join('broken off')}${again}`
    case 'failed':
      return `failed: ${error ?? 'for an unknown reason'}`
    case 'damaged':
      return `damaged: ${error ?? 'it cannot be read'}`
  }
}

/** The strategy of a run; of a comparison the best of its contestants. */
export function strategyWords({ kind, strategy, trainings }: ListedRun): string | null {
  if (strategy === null || kind !== 'compare' || trainings === null) return strategy
  return `best of ${trainings.contestants}: ${strategy}`
}

/** Seconds in a minute, an hour and a day. */
const [minute, hour, day] = [60, 3600, 86_400]
/** Beyond so many days there is a date. */
const mostDays = 30

/** How long ago something was: `12 s ago`, `3 h ago`, and a date for what is over a month old. @param at ISO 8601 */
export function agoWords(at: string, now: Date): string {
  const began = Date.parse(at)
  if (Number.isNaN(began)) return at
  const seconds = Math.max(0, Math.round((now.getTime() - began) / 1000))
  if (seconds < minute) return `${seconds} s ago`
  if (seconds < hour) return `${Math.floor(seconds / minute)} min ago`
  if (seconds < day) return `${Math.floor(seconds / hour)} h ago`
  return seconds < mostDays * day ? `${Math.floor(seconds / day)} d ago` : dayText(new Date(began))
}

/** A time of this machine's clock to the minute: `2026-01-31 16:05`. */
export function minuteText(at: Date): string {
  return `${dayText(at)} ${two(at.getHours())}:${two(at.getMinutes())}`
}

function dayText(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
