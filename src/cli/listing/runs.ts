import { join } from 'node:path'
import { runsIndex } from '../../artifacts/runs-index.ts'
import { EvolveError, InputError } from '../../errors.ts'
import { refusal } from '../../files/refusal.ts'
import { readWhole, writeWhole } from '../../files/whole-file.ts'
import { listRuns } from '../../library/listing/list-runs.ts'
import { isOwnDocument } from '../../report/html/document.ts'
import type { Host } from '../host.ts'
import { columnsOf } from '../terminal/columns.ts'
import { shortPath } from '../terminal/format.ts'
import { runsTable } from './runs-table.ts'

export interface RunsOptions {
  readonly json?: boolean
  /** Whether a page is written too. */
  readonly html?: boolean
}

const indexName = 'index.html'

/** `evolve runs [dir]`: lists the runs in a folder, as a table or as data, and on request as a page. */
export function runs(dir: string, { json = false, html = false }: RunsOptions, { stdout }: Host): void {
  const listed = listRuns(dir)
  const now = new Date()
  if (json) stdout.write(`${JSON.stringify(listed, null, 2)}\n`)
  else stdout.write(runsTable(listed, dir, now, columnsOf(stdout)))
  if (!html) return
  const file = join(dir, indexName)
  checkFree(file)
  try {
    writeWhole(file, runsIndex(listed, dir, now))
  } catch (cause) {
    throw new EvolveError('output', `${file}: could not be written: ${refusal(cause)}`, { cause })
  }
  // In a pipe there is the data alone.
  if (!json) stdout.write(`written to ${shortPath(file)}\n`)
}

/** @throws InputError for a file of that name that this program has not written */
function checkFree(file: string): void {
  let before: Buffer | null
  try {
    before = readWhole(file)
  } catch (cause) {
    throw new InputError({ file, expected: 'a file that can be written', found: refusal(cause) }, { cause })
  }
  if (before === null || isOwnDocument(before.toString('utf8', 0, 2000))) return
  const hint = 'move it away, since nothing is overwritten'
  throw new InputError({
    file,
    expected: 'no file, or one that evolve runs has written',
    found: 'another one',
    hint,
  })
}
