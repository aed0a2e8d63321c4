import type { Task } from '../tasks/task.ts'

/** What a film of a training shows: the network's answers over its two inputs, or the picture that it learns. */
export type FilmKind = 'map' | 'picture'

/** Null for a task that cannot be filmed. */
export function filmKind({ data: { inputs, signature } }: Task): FilmKind | null {
  const { columns, outputs } = signature
  if (outputs.kind === 'colour') return 'picture'
  return inputs === 2 && columns.length === 2 && columns.every((column) => column.kind === 'number')
    ? 'map'
    : null
}
