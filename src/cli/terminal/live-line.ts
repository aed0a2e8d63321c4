import { formatClock, formatCount, formatFitness, formatRate, NO_VALUE } from './format.ts'
import { type Paint, PLAIN } from './paint.ts'

interface Pace {
  /** The name of this run among others: `seed 2`. */
  readonly label?: string | undefined
  /** Evaluations so far. */
  readonly evaluations: number
  /** NaN while there is none. */
  readonly best: number
  readonly elapsedMs: number
  /** Estimate of the time left; undefined while there is none. */
  readonly leftMs?: number | undefined
}

/** The figures of a run in progress. */
export interface LiveState extends Pace {
  /** What is counted; default `generation`. */
  readonly unit?: 'generation' | 'epoch' | undefined
  readonly generation: number
  /** The generation at which the run stops, if there is such a limit. */
  readonly generations?: number | undefined
  /** The champion's fitness on the validation part. */
  readonly validation?: number | undefined
  /** The generation after this one, if it is shown before it is over. */
  readonly underWay?: UnderWay | undefined
  /** How much of the limit that ends the run is used up, 0…1; default: generation / generations. */
  readonly fractionDone?: number | undefined
}

/** A generation that is not over yet. */
export interface UnderWay {
  /** How many of its individuals are scored; null if that is not known. */
  readonly scored: { readonly count: number; readonly of: number } | null
}

/** The figures of several simultaneous trainings. */
export interface TrainingsState extends Pace {
  readonly trainings: number
  /** Trainings that have ended. */
  readonly ended: number
  /** Median of the champions' fitness; undefined if they cannot be compared. */
  readonly median?: number | undefined
  /** How much of all trainings is done, 0…1. */
  readonly fractionDone: number
}

export type Shown = LiveState | TrainingsState

const WIDEST_BAR = 24
const NARROWEST_BAR = 6

interface Part {
  readonly text: string
  /** If the line is too long, parts with a higher rank are dropped first. */
  readonly rank: number
  readonly paint?: (text: string) => string
}

/**
 * One line of at most `width` cells: bar, generation, best, validation, evaluations per second, time left. If
 * the line is too long, the least important parts are dropped. The bar fills the remaining width. Colours have no
 * width.
 */
export function liveLine(state: Shown, width: number, paint: Paint = PLAIN): string {
  const parts = describe(state, paint)
  while (parts.length > 1 && joined(parts) > width) {
    const worst = parts.reduce((least, part) => (part.rank > least.rank ? part : least))
    parts.splice(parts.indexOf(worst), 1)
  }
  if (joined(parts) > width) return parts[0]!.text.slice(0, Math.max(0, width))

  const words = written(parts)
  const room = Math.min(WIDEST_BAR, width - joined(parts) - 2)
  const done = fractionDone(state)
  if (done === undefined || room < NARROWEST_BAR) return words
  const gauge = bar(done, room, paint)
  if (state.label === undefined) return `${gauge}  ${words}`
  return `${state.label}  ${gauge}  ${written(parts.slice(1))}`
}

/** The same for a log, without a bar and of any width. */
export function logLine(state: Shown): string {
  return written(describe(state, PLAIN))
}

/** The share of the run that is done, 0…1; undefined if unknown. */
export function fractionDone(state: Shown): number | undefined {
  const fraction = state.fractionDone ?? ('generations' in state ? generationsDone(state) : Number.NaN)
  return Number.isFinite(fraction) ? Math.max(0, Math.min(1, fraction)) : undefined
}

function generationsDone({ generation, generations = Number.NaN }: LiveState): number {
  return generation / generations
}

function describe(state: Shown, paint: Paint): Part[] {
  const { label, evaluations, best, elapsedMs } = state
  const parts: Part[] = [
    ...(label === undefined ? [] : [{ text: label, rank: 0 }]),
    { text: counted(state), rank: 0 },
  ]
  // Before the end of the first generation there is neither a champion nor a pace.
  const isFirst = 'trainings' in state ? evaluations === 0 : state.generation === 0
  if (!isFirst) parts.push({ text: `best ${formatFitness(best, 3)}`, rank: 1, paint: paint.strong })
  if ('trainings' in state) {
    const { median } = state
    if (median !== undefined && !isFirst) parts.push({ text: `median ${formatFitness(median, 3)}`, rank: 2 })
  } else {
    const { validation, underWay } = state
    if (validation !== undefined) parts.push({ text: `validation ${formatFitness(validation, 3)}`, rank: 2 })
    if (underWay?.scored) {
      const { count, of } = underWay.scored
      parts.push({ text: `${outOf(count, of)} scored`, rank: 4, paint: paint.rest })
    }
  }
  if (elapsedMs > 0 && !isFirst) {
    parts.push({
      text: `${formatRate((evaluations * 1000) / elapsedMs)} evals/s`,
      rank: 5,
      paint: paint.rest,
    })
  }
  const { leftMs } = state
  if (fractionDone(state) === 1) parts.push({ text: `in ${clock(elapsedMs)}`, rank: 3, paint: paint.rest })
  else if (leftMs !== undefined) parts.push({ text: `${clock(leftMs)} left`, rank: 3, paint: paint.rest })
  else parts.push({ text: `${clock(elapsedMs)} so far`, rank: 6, paint: paint.rest })
  return parts
}

function counted(state: Shown): string {
  if ('trainings' in state) return `${outOf(state.ended, state.trainings)} trainings`
  const { generation, generations, underWay } = state
  if (generations !== undefined) return outOf(generation, generations)
  return `${state.unit ?? 'generation'} ${formatCount(underWay === undefined ? generation : generation + 1)}`
}

/** `  9/300`: the same width for any count. */
function outOf(count: number, all: number): string {
  return `${formatCount(count).padStart(formatCount(all).length)}/${formatCount(all)}`
}

function clock(timeMs: number): string {
  if (!Number.isFinite(timeMs) || timeMs < 0) return NO_VALUE
  return timeMs < 360_000_000 ? formatClock(timeMs) : `${formatCount(timeMs / 86_400_000)} d`
}

function written(parts: readonly Part[]): string {
  return parts.map(({ text, paint }) => paint?.(text) ?? text).join('  ')
}

/** The width of the joined parts; all of their characters take one cell. */
function joined(parts: readonly Part[]): number {
  return parts.reduce((sum, { text }) => sum + text.length + 2, -2)
}

function bar(done: number, width: number, paint: Paint): string {
  const halves = Math.round(done * width * 2)
  const full = Math.floor(halves / 2)
  const half = halves % 2 === 1 ? '╸' : ''
  return paint.bar('━'.repeat(full) + half) + paint.rest(paint.track.repeat(width - full - half.length))
}
