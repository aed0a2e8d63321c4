/** What the page of a folder of runs adds to the style of a report. */
export const RUNS_STYLE: string = `
main { margin-top: 1.6rem; }
.runs { width: 100%; }
.runs th, .runs td { padding: 0.6rem 0 0.6rem min(1rem, 1.1cqi); border-bottom: 1px solid var(--grid); vertical-align: top; }
.runs tr > :first-child { padding-left: 0; }
.runs thead th { color: var(--soft-ink); font-size: 0.88rem; border-bottom-color: var(--axis); }
.runs tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 8rem; }
.runs small { display: block; font-weight: 400; color: var(--soft-ink); font-size: 0.86rem; overflow-wrap: anywhere; }
.runs .champion, .runs .validation, .runs .generations, .runs .time { white-space: nowrap; }
.runs thead th:nth-child(n + 3):nth-child(-n + 6), .runs .champion, .runs .validation, .runs .generations, .runs .time { text-align: right; }
.runs .champion div { font-weight: 600; }
.runs .champion small, .runs .generations small { white-space: normal; max-width: 9rem; margin-left: auto; }
.runs .began { min-width: 5.8rem; }
.runs .ended { min-width: 7rem; max-width: 19rem; } .runs .ended small { margin-top: 0.25rem; }
.runs .status { margin: 0; vertical-align: 0; }
.status.broken-off { color: var(--validation); } .status.damaged { color: var(--bad); }
.spark { display: block; width: clamp(70px, 11cqi, 140px); height: auto; }
.spark path { fill: none; stroke: var(--best); stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.spark.many path { stroke-width: 1; stroke-opacity: 0.65; }
@container (max-width: 960px) {
  .runs { font-size: 0.86rem; } .runs .champion small, .runs .generations small { max-width: 5.5rem; }
}
@container (max-width: 799px) {
  .runs, .runs tbody, .runs tr, .runs th { display: block; font-size: 1rem; } .runs thead { display: none; }
  .runs tr { padding: 0.9rem 0; border-bottom: 1px solid var(--axis); }
  .runs tbody th { border: 0; padding: 0 0 0.4rem; font-size: 1.05rem; }
  .runs td { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0.6rem; padding: 0.12rem 0; border: 0; text-align: left !important; max-width: none !important; }
  .runs td::before { content: attr(data-title); color: var(--soft-ink); font-size: 0.9rem; }
  .runs .champion small, .runs .generations small { margin-left: 0; max-width: none; }
  .spark { width: 140px; } .runs .curve:has(div:empty) { display: none; }
}
`
