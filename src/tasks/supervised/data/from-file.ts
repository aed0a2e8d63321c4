import type { TaskContext } from '../../kind.ts'
import type { Examples } from './examples.ts'
import { examplesFromTable } from './from-table.ts'
import type { FileData } from './options.ts'
import { readTable } from './read.ts'

/**
 * Examples from a data file.
 * @param kind of the target column
 * @throws InputError that names the file or the config field, for data that cannot be learnt
 */
export function examplesFromFile(
  data: FileData,
  { directory }: Pick<TaskContext, 'directory'>,
  kind: 'classes' | 'numbers',
): Examples {
  return examplesFromTable(readTable(data.file, directory, data), data, kind)
}
