/** Figures and paths as the command line prints them. */
import { relative } from 'node:path'
import { formatDuration as durationText } from '../../report/duration.ts'
import { formatMetric as metricText } from '../../report/metric.ts'
import { formatSignificant, formatPercent as percentText } from '../../report/number.ts'

export { formatClock } from '../../report/duration.ts'
export { formatCount } from '../../report/number.ts'

/** Stands where there is no value. */
export const NO_VALUE = '-'

/** A fitness with `digits` significant digits. */
export function formatFitness(value: number | undefined, digits = 4): string {
  return value === undefined || Number.isNaN(value) ? NO_VALUE : formatSignificant(value, digits)
}

/** Shares as percentages, psnr in decibels, everything else as a number. */
export function formatMetric(name: string, value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? NO_VALUE : metricText(name, value)
}

/** A share from 0 to 1 as `97.1 %`. */
export function formatPercent(share: number | undefined): string {
  return share === undefined || !Number.isFinite(share) ? NO_VALUE : percentText(share)
}

/** Milliseconds as `850 ms`, `3.2 s`, `1:05 min`, `2:03:04 h` or `3 d 4 h`. */
export function formatDuration(timeMs: number): string {
  return Number.isFinite(timeMs) && timeMs >= 0 ? durationText(timeMs) : NO_VALUE
}

/** A rate with at most three digits: `950`, `18.2k`, `182k`, `1.8M`. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond) || perSecond < 0) return NO_VALUE
  if (perSecond < 9.95) return perSecond.toFixed(1)
  let scaled = perSecond
  for (const unit of ['', 'k', 'M', 'G']) {
    if (scaled < 999.5) return `${scaled.toFixed(unit !== '' && scaled < 99.95 ? 1 : 0)}${unit}`
    scaled /= 1000
  }
  return `${scaled.toPrecision(3)}T`
}

/** A path relative to the working directory, if it is inside of it. */
export function shortPath(path: string): string {
  const short = relative('.', path)
  return short === '' || short.startsWith('..') ? path : short
}
