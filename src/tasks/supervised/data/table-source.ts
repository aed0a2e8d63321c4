import type { TaskKind } from '../../kind.ts'
import { fractionsOf } from './load.ts'
import type { DataOptions } from './options.ts'

/** The mapping of the config that holds the options of the data. */
export const dataField = 'task.data'

/** What is common to kinds of tasks that learn from the rows of a file or from generated rows. */
export const tableSource: Omit<TaskKind<{ readonly data: DataOptions }>, 'create'> = {
  sources: ({ data }) => ('file' in data ? { data: data.file } : {}),
  relocated(options, to) {
    const { data } = options
    return 'file' in data ? { ...options, data: { ...data, file: to(data.file) } } : options
  },
  split: ({ data }) => ({ ...fractionsOf(data), field: dataField }),
}
