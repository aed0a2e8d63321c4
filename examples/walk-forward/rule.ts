// A network as a trading rule: every day it says which share of the money is in the asset, from -1 to 1. It is trained on
// windows of the past and judged on the days after them. The future is reported, and never counts as fitness.
import { defineFitness, type FitnessNetwork, type SharedArrays } from 'evolve-mlp/fitness'
import { firstDay, inputNames, inputs, makeMarket } from './market.ts'

const daysAYear = 250

const defaults = {
  /** The seed of the price series. */
  series: 1,
  days: 4000,
  /** The first day of the future. */
  today: 2100,
  /** The days of a window: the past ends with as many windows as the task has episodes; the future is one. */
  window: 250,
  /** What a change of the position by 1 costs, as a share of the money. */
  cost: 0.001,
}

/** @throws RangeError for numbers with which there is no past or no future */
function check({ cost, ...days }: typeof defaults): void {
  for (const [name, value] of Object.entries(days)) {
    if (!Number.isInteger(value) || value < 0)
      throw new RangeError(`${name}: expected a whole number of at least 0, found ${value}`)
  }
  if (days.window < 20) throw new RangeError(`window: expected at least 20 days, found ${days.window}`)
  if (cost < 0) throw new RangeError(`cost: expected at least 0, found ${cost}`)
  const end = days.today + days.window
  if (end > days.days)
    throw new RangeError(`today: expected a future that ends by day ${days.days}, found ${end}`)
}

/** What a rule earns in some days. */
interface Result {
  /** Growth of the money, percent a year. */
  readonly growth: number
  readonly sharpe: number
  /** Changes of the position a year; a switch from -1 to 1 counts 2. */
  readonly turnover: number
}

/** @param positions (days) chosen at the end of each day */
function trade(positions: ArrayLike<number>, change: ArrayLike<number>, from: number, cost: number): Result {
  const days = positions.length
  let [log, sum, squares, moved, held] = [0, 0, 0, 0, 0]
  for (let day = 0; day < days; day++) {
    const position = positions[day]
    const turn = Math.abs(position - held)
    const earned = position * change[from + day] - cost * turn
    held = position
    moved += turn
    log += Math.log1p(earned)
    sum += earned
    squares += earned * earned
  }
  const mean = sum / days
  const deviation = Math.sqrt(Math.max(1e-12, squares / days - mean * mean))
  return {
    growth: 100 * Math.expm1((log * daysAYear) / days),
    sharpe: (mean / deviation) * Math.sqrt(daysAYear),
    turnover: (moved * daysAYear) / days,
  }
}

export default defineFitness({
  inputs,
  outputs: 1,
  inputNames,
  outputNames: ['position'],
  direction: 'maximize',
  fitnessName: 'growth',
  options: defaults,
  // All workers read the same series. What is thrown here ends the run before it begins.
  share({ options }) {
    check(options)
    return { ...makeMarket(options.days, options.series) }
  },
  setup: ({ options }) => ({ positions: new Float32Array(options.window) }),
  evaluate(network, { options, shared, state, episode }) {
    const { today, window, cost } = options
    const from = today - (episode + 1) * window
    if (from < firstDay)
      throw new RangeError(`window ${episode + 1} before day ${today} begins before the series`)
    const result = tradeWindow(network, shared, from, cost, state.positions)
    if (episode > 0) return result.growth
    // The future, once an individual: figures for people.
    const future = tradeWindow(network, shared, today, cost, state.positions)
    const held = trade(
      state.positions.map(() => 1),
      shared['change'],
      today,
      cost,
    )
    return {
      fitness: result.growth,
      metrics: {
        'future growth': future.growth,
        'future Sharpe ratio': future.sharpe,
        'future turnover': future.turnover,
        'growth of holding': held.growth,
      },
    }
  },
})

/** Asks the network for all days of a window at once. */
function tradeWindow(
  network: FitnessNetwork,
  shared: SharedArrays,
  from: number,
  cost: number,
  positions: Float32Array,
): Result {
  const senses = shared['senses'].subarray(from * inputs, (from + positions.length) * inputs)
  network.forward(senses, positions)
  return trade(positions, shared['change'], from, cost)
}
