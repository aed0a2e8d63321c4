import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { themeCss } from './theme.ts'
import type { ThreadSetup } from './thread-messages.ts'

/** One file as it is served. */
export interface Asset {
  /** Content-Type. */
  readonly type: string
  readonly body: Buffer
}

const css = 'text/css; charset=utf-8'

type AssetFile = readonly [route: string, file: string, type: string]

/** The files that a page has of its own. */
const own: Readonly<Record<ThreadSetup['kind'], readonly AssetFile[]>> = {
  run: [
    ['', 'run.html', 'text/html; charset=utf-8'],
    ['main.js', 'run.js', 'text/javascript; charset=utf-8'],
  ],
  group: [
    ['', 'group.html', 'text/html; charset=utf-8'],
    ['main.js', 'group.js', 'text/javascript; charset=utf-8'],
  ],
}

/** The files of every page, as `npm run build:page` leaves them. */
const files: readonly AssetFile[] = [
  ['style.css', 'style.css', css],
  ['icon.svg', 'icon.svg', 'image/svg+xml'],
]

/** Everything that the page loads, by the path it loads it from. Read once, so that no request reaches the disk. */
export function readAssets(kind: ThreadSetup['kind']): ReadonlyMap<string, Asset> {
  const { resolve } = createRequire(import.meta.url)
  return new Map([
    ...[...own[kind], ...files].map(([route, file, type]): [string, Asset] => [
      route,
      { type, body: readFileSync(resolve(`#browser/dashboard/${file}`)) },
    ]),
    ['theme.css', { type: css, body: Buffer.from(themeCss()) }],
  ])
}
