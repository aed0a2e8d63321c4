// A network as a trading rule: every day it says which share of the money is in the asset, from -1 to 1. It is trained on
// windows of the past and judged on the days after them. The future is reported, and never counts as fitness.
import { defineFitness, type FitnessNetwork, type SharedArrays } from 'evolve-mlp/fitness'
import { z } from 'zod'
import { firstDay, inputNames, inputs, makeMarket } from './market.ts'

const daysAYear = 250

const options = z
  .object({
    /** The seed of the price series. */
    series: z.int().min(0).default(1),
    days: z.int().default(4000),
    /** The first day of the future. */
    today: z.int().default(2100),
    /** The days of a window: the past ends with as many windows as the task has episodes; the future is one. */
    window: z.int().min(20).default(250),
    /** What a change of the position by 1 costs, as a share of the money. */
    cost: z.number().min(0).default(0.001),
  })
  .refine(({ today, window, days }) => today + window <= days, 'the future must end within the days')

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
  options,
  // All workers read the same series.
  share: ({ options: { days, series } }) => ({ ...makeMarket(days, series) }),
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
