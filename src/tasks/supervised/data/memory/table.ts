import type { TableChoice } from '../from-table.ts'
import type { MemoryData } from '../options.ts'
import type { Table } from '../table.ts'
import { tableOfArrays, targetNames } from './arrays.ts'
import { tableOfRows } from './rows.ts'

/**
 * Data in memory as a table.
 * @throws InputError for what is no table, with its place: `task.data.rows[17].age`
 */
export function tableOfMemory(data: MemoryData): Table {
  return 'rows' in data ? tableOfRows(data) : tableOfArrays(data)
}

/** What is learnt from that table. */
export function choiceOf(data: MemoryData): Required<Pick<TableChoice, 'target' | 'drop' | 'missing'>> {
  const { missing = 'drop' } = data
  if ('rows' in data) return { target: data.target, drop: data.drop ?? [], missing }
  const names = targetNames(data)
  const [only] = names
  return { target: names.length === 1 && only !== undefined ? only : names, drop: [], missing }
}
