import { NO_VALUE } from './number.ts'

/** Milliseconds as `850 ms`, `3.2 s`, `1:05 min`, `2:03:04 h` or `3 d 4 h`. */
export function formatDuration(timeMs: number): string {
  if (!Number.isFinite(timeMs) || timeMs < 0) return NO_VALUE
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

/** Milliseconds on a running clock, rounded down: `1.5 s` below a minute, then as {@link formatClock}. */
export function formatRunning(timeMs: number): string {
  return timeMs < 60_000
    ? `${(Math.floor(timeMs / 100) / 10).toFixed(1)} s`
    : formatClock(Math.floor(timeMs / 1000) * 1000)
}
