/** Plain text for people: numbers, durations, tables. */
import { formatCount, formatSignificant } from '../report/number.ts'

export { formatCount }

/** A fitness to `digits` significant digits; `-` where there is none. */
export function formatFitness(value: number | undefined, digits = 4): string {
  return value === undefined || Number.isNaN(value) ? '-' : formatSignificant(value, digits)
}

/** A share from 0 to 1 as `97.1 %`; `-` where there is none. */
export function formatPercent(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return '-'
  const percent = share * 100
  // Never round up to a perfection that was not reached, nor down to a total failure.
  if (percent > 99.9 && percent < 100) return '99.9 %'
  if (percent > 0 && percent < 0.1) return '0.1 %'
  return `${percent.toFixed(percent === 0 || percent === 100 ? 0 : 1)} %`
}

/** Milliseconds as `850 ms`, `3.2 s`, `1:05 min`, `2:03:04 h` or `3 d 4 h`. */
export function formatDuration(timeMs: number): string {
  if (!Number.isFinite(timeMs) || timeMs < 0) return '-'
  if (timeMs < 999.5) return `${Math.round(timeMs)} ms`
  if (timeMs < 59_950) return `${(timeMs / 1000).toFixed(1)} s`
  const seconds = Math.round(timeMs / 1000)
  if (seconds < 3600) return `${formatClock(timeMs)} min`
  if (seconds < 86_400) return `${formatClock(timeMs)} h`
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`
}

/** Milliseconds to the second, as `0:12`, `1:05` or `2:03:04`. */
export function formatClock(timeMs: number): string {
  const seconds = Math.round(timeMs / 1000)
  const tail = String(seconds % 60).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${tail}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${tail}`
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
