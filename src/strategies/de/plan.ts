import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { ranking } from '../ranking.ts'
import type { Search } from '../strategy.ts'
import { drawPair } from './memory.ts'
import { type DeOptions, firstSize } from './options.ts'
import type { DePlan, DeState } from './state.ts'

/** The first generation: every individual is drawn from the prior. */
export function planFounders({ problem, options }: Search<DeOptions>): DePlan {
  const count = firstSize(options, problem.length)
  const [f, cr] = [new Float64Array(0), new Float64Array(0)]
  const [best, first, second] = [new Uint32Array(0), new Uint32Array(0), new Uint32Array(0)]
  return { generation: 0, count, threshold: null, again: 0, f, cr, best, first, second }
}

/** A later generation: a trial for each parent, after the parents if they need scoring again. */
export function planTrials({ options, seed }: Search<DeOptions>, state: DeState): DePlan {
  const { generation, memory, archived, resampled } = state
  const n = state.cost.length
  const elite = ranking(state, Math.min(n, Math.max(2, Math.round(options.best * n))))
  const [f, cr] = [new Float64Array(n), new Float64Array(n)]
  const [best, first, second] = [new Uint32Array(n), new Uint32Array(n), new Uint32Array(n)]
  const stream = new RandomStream({ seed, purpose: purpose.selection, generation })
  for (let i = 0; i < n; i++) {
    const pair = drawPair(memory, stream)
    f[i] = pair.f
    cr[i] = pair.cr
    best[i] = elite[stream.integer(elite.length)]
    first[i] = otherThan(n, stream, i, i)
    second[i] = otherThan(n + archived, stream, i, first[i])
  }
  const again = resampled ? n : 0
  return { generation, count: again + n, threshold: thresholdOf(state), again, f, cr, best, first, second }
}

/** A uniform integer in 0 … bound - 1 that is neither `i` nor `j`. */
function otherThan(bound: number, stream: RandomStream, i: number, j: number): number {
  for (;;) {
    const drawn = stream.integer(bound)
    if (drawn !== i && drawn !== j) return drawn
  }
}

/**
 * The highest cost of the parents: a trial beyond it is worse than its own. Null if parents get new costs, or if one failed or breaks
 * constraints.
 */
function thresholdOf({ cost, violation, resampled }: DeState): number | null {
  if (resampled || violation.some((value) => value > 0)) return null
  const most = cost.reduce((highest, value) => Math.max(highest, value))
  return most < Infinity ? most : null
}
