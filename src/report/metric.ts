import { formatPercent, formatSignificant, NO_VALUE } from './number.ts'

/** A figure as text: shares as percentages, psnr in decibels, everything else as a number. */
export function formatMetric(name: string, value: number | null | undefined): string {
  // JSON has no infinity.
  if (name === 'psnr' && value === null) return '∞ dB'
  if (value === undefined || value === null || Number.isNaN(value)) return NO_VALUE
  if (name === 'accuracy') return formatPercent(value)
  if (name === 'psnr') return Number.isFinite(value) ? `${value.toFixed(2)} dB` : '∞ dB'
  return formatSignificant(value)
}
