import { placesStyle } from './table-places.ts'

/** The page's only style sheet, for light, dark and paper, from 320 pixels up. */
export const STYLE: string = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f6f7f9; --ink: #1f2430; --soft-ink: #5b6270; --grid: #e7e9ed; --axis: #9aa1ad;
  --best: #0072b2; --median: #3594cc; --band: #56b4e9; --validation: #c75300; --epoch: #7089a0; --other: #5b54a4;
  --positive: #0072b2; --negative: #d55e00; --focus: #0072b2; --bad: #a8200d; --good: #0a7d4f;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #13161c; --panel: #1b1f27; --ink: #e8eaef; --soft-ink: #a2a9b6; --grid: #2a2f39; --axis: #616978;
    --best: #5cbcf5; --median: #3b87b3; --band: #3b87b3; --validation: #ff9d57; --epoch: #7d93a5; --other: #b1a9f2;
    --positive: #5cbcf5; --negative: #ff9447; --focus: #8fd3ff; --bad: #ff8d7a; --good: #5fd3a0;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0 auto; max-width: 1060px; padding: 2.2rem 1.6rem 4rem; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 16px/1.5 'Source Sans 3', 'Source Sans Pro', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
body.wide { max-width: 1240px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; letter-spacing: -0.01em; }
main { container-type: inline-size; }
h2 { font-size: 1.25rem; margin: 0 0 0.8rem; }
header p { margin: 0.3rem 0 0; color: var(--soft-ink); overflow-wrap: anywhere; }
section { margin-top: 2.8rem; }
a { color: var(--best); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 3px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.status {
  display: inline-block; font-size: 0.8rem; font-weight: 600; padding: 0.1rem 0.6rem; border-radius: 1rem;
  border: 1px solid currentColor; vertical-align: 0.35rem; margin-left: 0.5rem; white-space: nowrap;
}
.status.done { color: var(--good); } .status.failed { color: var(--bad); }
.status.running, .status.interrupted { color: var(--validation); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; padding: 0; margin: 1.2rem 0 0; list-style: none; }
nav { border-bottom: 1px solid var(--grid); padding-bottom: 0.9rem; font-size: 0.95rem; }
nav + section { margin-top: 1.8rem; }
.lead { font-size: 1.05rem; margin: 0 0 1.1rem; overflow-wrap: anywhere; }
.tiles {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(142px, 1fr)); gap: 0.7rem; padding: 0; margin: 0 0 1.4rem;
  list-style: none;
}
.tiles li { background: var(--panel); border-radius: 8px; padding: 0.75rem 0.9rem; }
.tiles .value { display: block; font-size: 1.45rem; font-weight: 600; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tiles .name { color: var(--soft-ink); font-size: 0.88rem; }
.phases { padding-left: 1.2rem; color: var(--soft-ink); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.95rem; }
caption { text-align: left; color: var(--soft-ink); padding-bottom: 0.4rem; font-size: 0.9rem; overflow-wrap: anywhere; }
.yielded { display: none; }
th { font-weight: 600; text-align: left; }
.figures th, .figures td { padding: 0.3rem 0 0.3rem clamp(0.45rem, 1.6cqi, 1.1rem); border-bottom: 1px solid var(--grid); }
.figures tr > :first-child { padding-left: 0; }
.figures td { white-space: nowrap; text-align: right; } .figures thead th { text-align: right; vertical-align: bottom; }
.figures td.wraps, .figures td.words { white-space: normal; }
.figures tbody th, .figures td.words { overflow-wrap: anywhere; min-width: 3rem; }
.figures thead .heading, .figures td.words, .figures thead th.words { text-align: left; } .figures .words { min-width: 9rem; }
.figures thead th { color: var(--soft-ink); font-size: 0.88em; }
.figures.many { font-size: 0.86rem; }
.before, .arrow { color: var(--soft-ink); }
/* Shadows at the edges say that there is more to scroll to. */
.scroll {
  overflow-x: auto; max-width: 100%;
  background:
    linear-gradient(to right, var(--paper) 40%, transparent) left / 40px 100% no-repeat local,
    linear-gradient(to left, var(--paper) 40%, transparent) right / 40px 100% no-repeat local,
    linear-gradient(to right, color-mix(in srgb, var(--axis) 55%, transparent), transparent) left / 14px 100% no-repeat scroll,
    linear-gradient(to left, color-mix(in srgb, var(--axis) 55%, transparent), transparent) right / 14px 100% no-repeat scroll;
}
.scroll.tall { max-height: 34rem; }
.chart { margin: 0 0 1.6rem; container-type: inline-size; }
.chart-head { display: flex; align-items: center; justify-content: space-between; gap: 1rem; min-height: 2rem; }
.chart-head figcaption, .square figcaption { font-weight: 600; overflow-wrap: anywhere; }
.switch { border: 1px solid var(--axis); border-radius: 7px; padding: 0; margin: 0; display: flex; overflow: hidden; flex: none; }
.switch label { position: relative; font-size: 0.85rem; cursor: pointer; }
.switch input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.switch span { display: block; padding: 0.14rem 0.7rem; color: var(--soft-ink); }
.switch input:checked + span { background: var(--ink); color: var(--paper); }
.switch input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: -3px; }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; padding: 0; margin: 0.15rem 0 0.5rem; list-style: none; font-size: 0.88rem; color: var(--soft-ink); }
.swatch { display: inline-block; width: 18px; height: 0; border-top: 2.5px solid; vertical-align: 0.28em; margin-right: 0.45rem; }
.swatch.best { color: var(--best); } .swatch.median { color: var(--median); } .swatch.validation { color: var(--validation); }
.swatch.epoch { color: var(--epoch); } .swatch.other { color: var(--other); }
.swatch.target { border-top: 2px dashed var(--soft-ink); }
.swatch.band { height: 10px; border: 0; background: var(--band); opacity: 0.32; border-radius: 2px; vertical-align: -0.05em; }
.swatch.positive { color: var(--positive); } .swatch.negative { color: var(--negative); }
.swatch.bias { width: 12px; height: 12px; border: 1.25px solid var(--positive); border-radius: 50%; vertical-align: -0.1em; background: color-mix(in srgb, var(--positive) 45%, var(--paper)); }
.swatch.dot { width: 9px; height: 9px; border: 0; border-radius: 50%; vertical-align: 0; background: currentColor; }
.plot { position: relative; height: 300px; margin: 0.6rem 0.7rem 3rem 4.1rem; touch-action: pan-y; cursor: crosshair; }
.small .plot { height: 170px; }
.plot:focus-visible { outline-offset: 8px; }
svg.frame { display: block; width: 100%; height: 100%; overflow: visible; }
svg.tick { overflow: visible; }
.frame text { font-size: 12px; fill: var(--soft-ink); font-variant-numeric: tabular-nums; }
.frame .grid { stroke: var(--grid); } .frame .axis { stroke: var(--axis); fill: none; }
.frame .line { fill: none; stroke-width: 1.5; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; }
.frame .line.best { stroke-width: 2.25; }
.line.best { stroke: var(--best); } .line.median { stroke: var(--median); } .line.validation { stroke: var(--validation); }
.line.epoch { stroke: var(--epoch); stroke-width: 1; } .line.other { stroke: var(--other); }
.frame .band { fill: var(--band); fill-opacity: 0.24; }
.frame .target { stroke: var(--soft-ink); stroke-dasharray: 5 4; stroke-width: 1.25; }
.frame .divide { stroke: var(--axis); }
.end { stroke: var(--paper); stroke-width: 1; }
.end.best, .mark.best { fill: var(--best); } .end.median, .mark.median { fill: var(--median); }
.end.validation, .mark.validation { fill: var(--validation); } .end.epoch, .mark.epoch { fill: var(--epoch); }
.end.other, .mark.other { fill: var(--other); }
.mark { stroke: var(--paper); stroke-width: 1.5; } .cursor { stroke: var(--soft-ink); stroke-width: 1; }
svg.reader { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; pointer-events: none; }
.chart:has(input[value='log']:checked) .linear, .chart:has(input[value='linear']:checked) .log { display: none; }
p.frame { display: grid; place-items: center; height: 100%; margin: 0; background: var(--panel); border-radius: 6px; color: var(--soft-ink); text-align: center; }
.note { position: absolute; left: -3.5rem; top: calc(100% + 1.55rem); margin: 0; font-size: 0.75rem; color: var(--soft-ink); }
.tip {
  position: absolute; top: 0; z-index: 2; pointer-events: none; background: var(--paper); color: var(--ink); font-size: 0.85rem;
  border: 1px solid var(--axis); border-radius: 7px; padding: 0.4rem 0.65rem; box-shadow: 0 2px 10px rgb(0 0 0 / 0.16);
  white-space: nowrap; font-variant-numeric: tabular-nums; line-height: 1.45;
}
.tip[hidden] { display: none; }
.tip b { display: block; font-weight: 600; } .tip small { display: block; color: var(--soft-ink); font-size: 0.8rem; }
.tip .row { display: flex; align-items: center; gap: 0.1rem; } .tip .row span:last-child { margin-left: auto; padding-left: 0.9rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 1.2rem 1.6rem; margin-top: 1.6rem; }
.charts > * { min-width: 0; margin-bottom: 0; }
@container (max-width: 480px) { .spare { display: none; } .plot { margin-left: 3.6rem; } .chart:not(.small) .plot { height: 240px; } }
details { margin: 0.4rem 0; } summary { overflow-wrap: anywhere; cursor: pointer; color: var(--soft-ink); width: fit-content; max-width: 100%; padding: 0.15rem 0; }
details > :not(summary) { margin-top: 0.6rem; }
.part > summary { color: var(--ink); font-weight: 600; }
.pair { display: flex; flex-wrap: wrap; gap: 1.6rem 3rem; align-items: flex-start; margin-bottom: 1.2rem; }
.pair > * { min-width: 0; }
@container (max-width: 559px) { .pair { display: block; } .pair > * + * { margin-top: 1.6rem; } }
.matrix th { padding: 0.25rem 0.7rem 0.25rem 0; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 0.9rem; }
.matrix thead th { text-align: center; padding: 0.25rem 0.5rem; max-width: 9rem; }
.matrix td { text-align: center; min-width: 3.4rem; height: 2.4rem; padding: 0.2rem 0.5rem; border: 2px solid var(--paper); border-radius: 6px; background: var(--panel); }
.matrix thead td { background: none; }
.matrix td.none { color: var(--soft-ink); }
${shades()}
${placesStyle()}
.square { margin: 0; } .square .plot { aspect-ratio: 1; height: auto; max-width: 420px; margin: 2rem 0.7rem 3rem 3.7rem; cursor: default; }
.dots circle { fill-opacity: 0.6; }
.dots .train { fill: var(--best); } .dots .validation { fill: var(--validation); } .dots .test { fill: var(--other); }
.swatch.dot.train { color: var(--best); } .swatch.dot.validation { color: var(--validation); } .swatch.dot.test { color: var(--other); }
.aside { color: var(--soft-ink); font-size: 0.9rem; }
.pictures { display: grid; gap: 1.6rem; justify-items: start; }
.picture { margin: 0; max-width: 100%; } .picture img { display: block; max-width: 100%; height: auto; border-radius: 8px; border: 1px solid var(--grid); }
/* Without the script that gives films their dark colours; and an episode, whose colours are not ours. */
@media screen and (prefers-color-scheme: dark) { .picture img[data-dark], .picture.bright img { filter: brightness(0.8); } }
.picture figcaption { color: var(--soft-ink); font-size: 0.9rem; margin-top: 0.4rem; }
/* The drawing above it is its last frame. */
@media (prefers-reduced-motion: reduce) { #network .pictures { display: none; } }
.drawing { margin: 0; } .drawing svg { display: block; height: auto; max-width: 100%; min-width: 680px; margin: 0 auto; }
.drawing .narrow { display: none; } .drawing .narrow svg { min-width: 0; }
@container (max-width: 600px) { .drawing .scroll:has(.narrow) > :not(.narrow) { display: none; } .drawing .narrow { display: block; } }
.drawing svg text { font-family: inherit; } .drawing svg > rect:first-child { fill: none; }
.lanes { display: grid; gap: 3px; }
.lane { display: grid; grid-template-columns: 6.4rem 1fr 4rem; align-items: center; gap: 0.6rem; font-size: 0.88rem; color: var(--soft-ink); }
.lane svg { display: block; width: 100%; height: 26px; background: var(--panel); border-radius: 4px; }
.lane path { fill: var(--best); fill-opacity: 0.75; } .lane.coordinator path { fill: var(--other); }
.share { text-align: right; font-variant-numeric: tabular-nums; } .ends { display: flex; justify-content: space-between; }
pre { background: var(--panel); border-radius: 8px; padding: 0.9rem 1.1rem; overflow-x: auto; font-size: 0.86rem; line-height: 1.45; margin: 0; }
code, pre { font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
dl { margin: 0; display: grid; gap: 0.25rem; } dl div { display: grid; grid-template-columns: 12rem 1fr; gap: 0.8rem; }
dt { color: var(--soft-ink); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; } .hash { font-size: 0.82rem; }
.error { color: var(--bad); overflow-wrap: anywhere; white-space: pre-line; }
@media (max-width: 560px) {
  body { padding: 1.3rem 1rem 3rem; } h1 { font-size: 1.5rem; } section { margin-top: 2.2rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); } .tiles .value { font-size: 1.2rem; } dl div { grid-template-columns: 1fr; gap: 0; }
  .lane { grid-template-columns: 5.4rem 1fr 3.2rem; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 11pt; } nav, .switch, .tip, .reader, .chart details { display: none; }
  section, figure, table, .tiles { break-inside: avoid; } h2 { break-after: avoid; } .scroll { max-height: none; overflow: visible; }
  pre { white-space: pre-wrap; }
  .tiles li, .swatch, .matrix td, .lane svg, pre { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`

/** Cells of a confusion matrix: the fuller the share, the deeper the colour. */
function shades(): string {
  return Array.from({ length: 10 }, (_, i) => i + 1)
    .map((step) => {
      const mix = (colour: string): string =>
        `color-mix(in srgb, var(--${colour}) ${step * 6}%, var(--panel))`
      return `.right.shade-${step} { background: ${mix('positive')}; } .wrong.shade-${step} { background: ${mix('negative')}; }`
    })
    .join('\n')
}
