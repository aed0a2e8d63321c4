import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { linesOf } from '../../files/line-reader.ts'
import { plural } from '../../report/number.ts'
import { failuresIn } from '../../run/folder/failure-record.ts'
import { failuresName } from '../../run/folder/failures-file.ts'
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

/** What a run that has ended with an error has left: its champion, and how to replay what failed. */
export function keptLines(folder: string): string[] {
  const champion = join(folder, 'champion.json')
  return [
    ...(existsSync(champion) ? [`the champion so far is in ${shortPath(champion)}`] : []),
    ...(firstFailure(folder) === null ? [] : [`evaluations failed: see ${failuresName}, ${command(folder)}`]),
  ]
}

function command(folder: string): string {
  return `evolve replay ${shortPath(folder)} 1`
}

/** The first line of the message of the first failure; null if none was recorded. */
function firstFailure(folder: string): string | null {
  const file = join(folder, failuresName)
  const [first] = failuresIn(linesOf(file), file)
  const line = first?.message.split('\n')[0]
  if (line === undefined) return null
  return shownText(line, mostCells)
}
