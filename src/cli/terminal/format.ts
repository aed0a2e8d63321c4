/** Plain text for people: numbers, durations, tables. */
import { formatSignificant } from '../../report/number.ts'

export { formatClock, formatDuration } from '../../report/duration.ts'
export { formatCount, formatPercent } from '../../report/number.ts'

/** A fitness to `digits` significant digits; `-` where there is none. */
export function formatFitness(value: number | undefined, digits = 4): string {
  return value === undefined || Number.isNaN(value) ? '-' : formatSignificant(value, digits)
}

/** A rate in three digits at most: `950`, `18.2k`, `182k`, `1.8M`. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond) || perSecond < 0) return '-'
  if (perSecond < 9.95) return perSecond.toFixed(1)
  let scaled = perSecond
  for (const unit of ['', 'k', 'M', 'G']) {
    if (scaled < 999.5) return `${scaled.toFixed(unit !== '' && scaled < 99.95 ? 1 : 0)}${unit}`
    scaled /= 1000
  }
  return `${scaled.toPrecision(3)}T`
}
