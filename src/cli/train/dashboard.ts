import type { BuiltRun } from '../../config/build.ts'
import type { Dashboard } from '../../dashboard/dashboard.ts'
import type { RunEnding } from '../../dashboard/messages.ts'
import type { Run } from '../../library/training.ts'
import type { Host } from '../host.ts'
import type { Interruption } from '../interruption.ts'
import type { Pages } from '../open.ts'
import { shortPath } from '../terminal/format.ts'
import { wholeNumber } from '../usage.ts'
import { stopsOf } from './progress.ts'
import { endText } from './summary.ts'

const option = '--dashboard'
const largestPort = 65_535

/**
 * The port of `--dashboard`, 0 for any free one; null without the option.
 * @throws InputError for an invalid port
 */
export function dashboardPort(text: string | undefined): number | null {
  return text === undefined ? null : wholeNumber(option, text, 0, largestPort)
}

/** How trainings are shown in a browser. */
export interface PageOptions {
  /** Of the dashboard; null for none. */
  readonly port: number | null
  /** Whether the dashboard, or the report if there is none, is opened. */
  readonly open: boolean
}

/** @throws InputError for an invalid port */
export function pageOptions({
  dashboard,
  open,
}: {
  readonly dashboard?: string
  readonly open?: boolean
}): PageOptions {
  return { port: dashboardPort(dashboard), open: open === true }
}

/**
 * Opens the dashboard, prints its address and opens its page if that is wanted; null without the option. Its code is loaded only here.
 * @throws InputError if the port is not available
 */
export async function openDashboard(
  port: number | null,
  built: BuiltRun,
  interruption: Interruption,
  { stderr }: Host,
  pages: Pages,
  onNotice: (line: string) => void,
): Promise<Dashboard | null> {
  if (port === null) return null
  const { Dashboard } = await import('../../dashboard/dashboard.ts')
  const dashboard = await Dashboard.open(built, {
    port,
    stops: stopsOf(built.config),
    signal: interruption.signal,
    onStop: () => interruption.stop(),
    onNotice,
  })
  // Printed even in quiet mode, since the dashboard is useless without its address.
  stderr.write(`dashboard: ${dashboard.url}\n`)
  pages.dashboard(dashboard.url)
  return dashboard
}

/** How a run ended, for the page. */
export function endingOf({ outcome, folder }: Run): RunEnding {
  const words = endText(outcome.reason, outcome.phases.at(-1)?.unit ?? 'generation')
  const written = folder === null ? '' : ` It is saved in ${shortPath(folder)}.`
  return { text: `${words[0]!.toUpperCase()}${words.slice(1)}.${written}`, well: true }
}
