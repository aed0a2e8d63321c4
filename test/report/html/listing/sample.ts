import type { ListedRun } from '../../../../src/run/folder/listed-run.ts'

/** A run that has ended. */
export function listedRun(more: Partial<ListedRun> = {}): ListedRun {
  return {
    ...{ folder: 'runs/penguins', name: 'penguins', kind: 'run', status: 'done', reason: 'generations' },
    ...{ resumable: false, process: null, seed: 1, task: 'classification', strategy: 'ga' },
    ...{ startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:02.400Z' },
    ...{ fitnessName: 'cross-entropy', direction: 'minimize', fitness: 0.0321, validation: 0.05 },
    ...{ generations: 120, evaluations: 6000, elapsedMs: 2400, trainings: null, error: null },
    ...more,
  }
}
