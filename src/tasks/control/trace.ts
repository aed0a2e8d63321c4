import { shortestFloat32 } from '../../math/shortest.ts'
import type { FitnessNetwork } from '../custom/fitness.ts'
import type { EpisodeTrace } from '../episode-trace.ts'
import type { EpisodeSource } from './environment.ts'
import { environments } from './environments/index.ts'
import { Episodes } from './episodes.ts'
import type { ControlProblem } from './problem.ts'

/** Simulated times are written to the microsecond: in float64, 3 · 0.05 is 0.15000000000000002. */
const timeDigits = 6

/**
 * Plays an episode and keeps what happened in each step: its number from 0, the simulated time at which it began, what the network saw
 * then (of a window the newest observation), what it decided, in the unit of the control, and the reward.
 */
export function traceEpisode(
  problem: ControlProblem,
  network: FitnessNetwork,
  source: EpisodeSource,
): EpisodeTrace {
  const { inputs, stepSeconds } = environments[problem.environment]
  const episodes = new Episodes(problem, 1)
  const rows: number[][] = []
  episodes.begin([source])
  network.reset()
  while (episodes.open) {
    const step = rows.length
    const seen = Array.from(episodes.observation(0), shortestFloat32)
    // Begun at 0 in each step, the sum is the reward of the step to the last bit.
    episodes.reward[0] = 0
    episodes.step(network)
    const time = Number((step * stepSeconds).toFixed(timeDigits))
    rows.push([step, time, ...seen, episodes.action[0]!, episodes.reward[0]!])
  }
  return { columns: ['step', 'time (s)', ...inputs, 'action', 'reward'], rows }
}
