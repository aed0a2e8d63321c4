import { costOf, type Direction } from '../math/direction.ts'
import { type Costs, compare } from '../strategies/ranking.ts'
import type { Champion } from './events.ts'

/** The part of the data whose fitness decides who is the champion. */
export type Monitor = 'train' | 'validation'

/** What decides whether an individual becomes the champion. */
type Contender = Pick<Champion, 'fitness' | 'violation' | 'validation'>

/**
 * Whether a contender is to replace the champion: it is better on the monitored part. A contender whose fitness is not
 * finite on that part or on the training part never is.
 * @param champion null while there is none
 */
export function beats(
  contender: Contender,
  champion: Contender | null,
  monitor: Monitor,
  direction: Direction,
): boolean {
  const figure = figureOf(contender, monitor)
  if (figure === null || !Number.isFinite(figure) || !Number.isFinite(contender.fitness)) return false
  const best = champion && figureOf(champion, monitor)
  if (champion === null || best === null) return true
  const costs: Costs = {
    cost: Float64Array.of(costOf(figure, direction), costOf(best, direction)),
    violation: Float64Array.of(contender.violation, champion.violation),
  }
  return compare(costs, 0, costs, 1) < 0
}

function figureOf({ fitness, validation }: Contender, monitor: Monitor): number | null {
  return monitor === 'validation' ? validation : fitness
}
