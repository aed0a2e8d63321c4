import type { TaskKind } from '../../kind.ts'
import { fractionsOf } from './fractions.ts'
import { asFileData, keptData, keptDataName } from './memory/kept.ts'
import type { DataOptions } from './options.ts'

/** The mapping of the config that holds the options of the data. */
export const dataField = 'task.data'

/** What is common to kinds of tasks that learn from rows: those of a file, rows in memory or generated ones. */
export const tableSource: Omit<TaskKind<{ readonly data: DataOptions }>, 'create'> = {
  sources: ({ data }) => ('file' in data ? { data: data.file } : {}),
  relocated(options, to) {
    const { data } = options
    if ('generate' in data) return options
    return {
      ...options,
      data: 'file' in data ? { ...data, file: to(data.file) } : asFileData(data, keptDataName),
    }
  },
  split: ({ data }) => ({ ...fractionsOf(data), field: dataField }),
  kept: ({ data }) => ('rows' in data || 'inputs' in data ? keptData(data) : null),
}
