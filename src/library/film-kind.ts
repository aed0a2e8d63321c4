import type { Task } from '../tasks/task.ts'

/** What a film of a training can show: the network's answers over the square of its two inputs, or its picture. */
export type FilmKind = 'map' | 'picture'

/** Null for a task that no film can show. */
export function filmKind({ data: { inputs, signature } }: Task): FilmKind | null {
  const { columns, outputs } = signature
  if (outputs.kind === 'colour') return 'picture'
  return inputs === 2 && columns.length === 2 && columns.every((column) => column.kind === 'number')
    ? 'map'
    : null
}
