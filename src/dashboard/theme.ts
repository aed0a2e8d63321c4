import { BEST, EPOCH, GRID, INK, MEDIAN, SOFT_INK, VALIDATION } from '../report/palette.ts'

/** Colours by role. The light ones are those of every picture of a run; the dark ones are bright enough for a dark page. */
const colours: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  ink: [INK, '#e8eaf0'],
  'soft-ink': [SOFT_INK, '#a3abba'],
  grid: [GRID, '#2a303c'],
  line: ['#dcdfe5', '#323947'],
  paper: ['#f4f5f8', '#10131a'],
  card: ['#ffffff', '#191d26'],
  best: [BEST, '#4db3f5'],
  median: [MEDIAN, '#8aa6bd'],
  epoch: [EPOCH, '#6f8598'],
  validation: [VALIDATION, '#ff8a4a'],
  diversity: ['#00805d', '#3fc79a'],
  danger: ['#b3261e', '#ff8a80'],
}

/** Custom properties that the page's style sheet and canvases use. */
export function themeCss(): string {
  const block = (which: 0 | 1): string =>
    Object.entries(colours)
      .map(([role, pair]) => `--${role}: ${pair[which]};`)
      .join('\n')
  return `:root {
color-scheme: light dark;
${block(0)}
}
@media (prefers-color-scheme: dark) {
:root {
${block(1)}
}
}
`
}
