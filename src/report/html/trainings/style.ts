/** What the report of several trainings adds to the style of a report. */
export const TRAININGS_STYLE: string = `
.plotted { margin: 0; } .plotted svg { display: block; min-width: 760px; width: 100%; height: auto; }
.plotted svg text { font-family: inherit; } .plotted svg > rect:first-child { fill: none; }
.best-mark { margin-left: 0.5rem; font-size: 0.78rem; font-weight: 600; color: var(--good); }
/* The picture is drawn for white paper. This keeps its hues and their contrast. */
@media screen and (prefers-color-scheme: dark) { .plotted svg { filter: invert(0.9) hue-rotate(180deg); } }
`
