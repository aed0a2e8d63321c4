import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { themeCss } from './theme.ts'

/** One file as it is served. */
export interface Asset {
  /** Content-Type. */
  readonly type: string
  readonly body: Buffer
}

const css = 'text/css; charset=utf-8'

/** The page's files, as `npm run build:page` leaves them. */
const files: readonly (readonly [route: string, file: string, type: string])[] = [
  ['', 'index.html', 'text/html; charset=utf-8'],
  ['main.js', 'main.js', 'text/javascript; charset=utf-8'],
  ['style.css', 'style.css', css],
  ['uplot.css', 'uplot.css', css],
  ['icon.svg', 'icon.svg', 'image/svg+xml'],
]

/** Everything that the page loads, by the path it loads it from. Read once, so that no request reaches the disk. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const { resolve } = createRequire(import.meta.url)
  return new Map([
    ...files.map(([route, file, type]): [string, Asset] => [
      route,
      { type, body: readFileSync(resolve(`#browser/dashboard/${file}`)) },
    ]),
    ['theme.css', { type: css, body: Buffer.from(themeCss()) }],
  ])
}
