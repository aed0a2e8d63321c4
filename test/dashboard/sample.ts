import type { CurveNews, Facts } from '../../src/dashboard/messages.ts'
import type { ToThread } from '../../src/dashboard/thread-messages.ts'
import { curvesOf, type RunCurves } from '../../src/report/run-curves.ts'
import { events } from '../report/html/sample.ts'

export const facts: Facts = {
  name: 'penguins',
  details: ['network 2-4-1'],
  fitness: 'cross-entropy',
  fitnessNoun: 'loss',
  unit: 'generation',
  workers: 2,
  hasValidation: true,
  target: null,
  view: null,
}

/** What changed in curves since it was asked last, as the training sends it. */
export function newsOf(curves: RunCurves): CurveNews {
  const { phases, figureNames } = curves
  return { phases, figureNames, ...curves.news() }
}

/** What the training sends after so many generations, with all rows. */
export function generationsMessage(count: number): Extract<ToThread, { kind: 'generations' }> {
  const run = events(count)
  const { phase, unit, generation, evaluations, champion, validation, strategy, timing } = run.at(-1)!
  const { elapsedMs } = timing
  return {
    kind: 'generations',
    position: {
      ...{ phase, unit, count: generation, evaluations, best: champion, validation, elapsedMs },
      ...{ failures: 0, done: null, figures: Object.entries(strategy), machines: [] },
    },
    curves: newsOf(curvesOf(run)),
    mark: { elapsedMs, evaluations, busyMs: 24 * count, inProcess: false },
  }
}
