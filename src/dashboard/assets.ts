import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { themeCss } from './theme.ts'

/** One file as it is served. */
export interface Asset {
  /** Content-Type. */
  readonly type: string
  readonly body: Buffer
}

const html = 'text/html; charset=utf-8'
const css = 'text/css; charset=utf-8'
const javascript = 'text/javascript; charset=utf-8'

/** The page's own files, from this one, as the build left them: scripts where they import each other from. */
const own: readonly (readonly [route: string, file: string, type: string])[] = [
  ['', './page/index.html', html],
  ['style.css', './page/style.css', css],
  ['icon.svg', './page/icon.svg', 'image/svg+xml'],
  ...['chart', 'controls', 'curves', 'element', 'figures', 'main', 'picture'].map(
    (name) => [`dashboard/page/${name}.js`, `./page/${name}.js`, javascript] as const,
  ),
  ...['number', 'ticks'].map((name) => [`report/${name}.js`, `../report/${name}.js`, javascript] as const),
]

const library: readonly (readonly [route: string, file: string, type: string])[] = [
  ['uplot.js', 'uplot/dist/uPlot.iife.min.js', javascript],
  ['uplot.css', 'uplot/dist/uPlot.min.css', css],
]

/** Everything that the page loads, by the path that it loads it from: read once, so that no path ever reaches a disk. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const { resolve } = createRequire(import.meta.url)
  return new Map([
    ...own.map(([route, file, type]): [string, Asset] => [
      route,
      { type, body: readFileSync(new URL(file, import.meta.url)) },
    ]),
    ...library.map(([route, file, type]): [string, Asset] => [
      route,
      { type, body: readFileSync(resolve(file)) },
    ]),
    ['theme.css', { type: css, body: Buffer.from(themeCss()) }],
  ])
}
