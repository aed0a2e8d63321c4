import type { ScoredAt } from '../evaluation/scorer.ts'
import { electionDrawn } from '../run/fitness-rules.ts'
import type { RunRecord } from '../run/folder/record.ts'

/** Where the champion of a run was scored: in its generation, or on the fresh episodes that elected it. */
export function championPlace({
  generation,
  individual = 0,
  episodes,
  measured = generation,
}: NonNullable<RunRecord['champion']>): ScoredAt {
  if (episodes === undefined) return { generation: generation - 1, individual }
  return { generation: measured - 1, individual, episodes, drawn: electionDrawn }
}
