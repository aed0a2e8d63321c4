import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plural } from '../../report/number.ts'
import { readFailures } from '../../run/failure-record.ts'
import { failuresName } from '../../run/folder.ts'
import { shownText } from '../../shown-text.ts'
import { shortPath } from '../terminal/format.ts'

/** Cells of a message. */
const mostCells = 200

/**
 * What the summary says of evaluations that failed.
 * @param folder null if they cannot be replayed
 */
export function failureLines(count: number, folder: string | null): string[] {
  const failed = `${plural(count, 'evaluation')} failed`
  const first = folder === null ? null : firstFailure(folder)
  if (folder === null || first === null) return [failed]
  return [`${failed}: see ${failuresName}, ${command(folder)}`, `  the first: ${first}`]
}

/** How to replay what failed in a run that has ended with an error; null if nothing was recorded. */
export function replayHint(folder: string): string | null {
  return firstFailure(folder) === null ? null : `evaluations failed: see ${failuresName}, ${command(folder)}`
}

function command(folder: string): string {
  return `evolve replay ${shortPath(folder)} 1`
}

/** The first line of the message of the first failure; null if none was recorded. */
function firstFailure(folder: string): string | null {
  const file = join(folder, failuresName)
  if (!existsSync(file)) return null
  const text = readFileSync(file, 'utf8')
  const [first] = readFailures(text.slice(0, text.indexOf('\n') + 1), file)
  const line = first?.message.split('\n')[0]
  if (line === undefined) return null
  return shownText(line, mostCells)
}
