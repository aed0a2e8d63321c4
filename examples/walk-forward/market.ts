import { Dice } from '../dice.ts'

/** Kinds of days: the drift of the logarithm of the price, and how much of yesterday's move comes back. */
const regimes = [
  { drift: 0.0015, echo: 0 },
  { drift: -0.0015, echo: 0 },
  { drift: 0, echo: -0.35 },
] as const

const volatility = 0.01
/** Days. */
const meanRegime = 90

/** What a rule sees of a day: how far the price has come in so many days, in units of what is usual. */
const lookbacks = [1, 5, 20, 60] as const

/** The first day on which all of it is known. */
export const firstDay = 60
export const inputs: number = lookbacks.length
export const inputNames: readonly string[] = lookbacks.map((days) => `move of ${days} days`)

/** A price series, as what a rule may see and what it earns. */
export interface Market {
  /** (days, I) known at the end of the day */
  readonly senses: Float32Array
  /** (days) the relative change of the price from the end of the day to the end of the next */
  readonly change: Float64Array
  readonly [name: string]: Float32Array | Float64Array
}

/** Makes a series whose trend rises, falls or is none, each for some months. */
export function makeMarket(days: number, seed: number): Market {
  const dice = new Dice(seed)
  const log = new Float64Array(days + 1)
  let regime = 0
  let move = 0
  for (let day = 1; day <= days; day++) {
    if (dice.uniform() < 1 / meanRegime) regime = (regime + 1 + Math.floor(dice.uniform() * 2)) % 3
    const { drift, echo } = regimes[regime]
    move = drift + echo * move + volatility * dice.normal()
    log[day] = log[day - 1] + move
  }
  const senses = new Float32Array(days * inputs)
  for (let day = firstDay; day < days; day++) {
    for (const [i, back] of lookbacks.entries())
      senses[day * inputs + i] = (log[day] - log[day - back]) / (volatility * Math.sqrt(back))
  }
  const change = Float64Array.from({ length: days }, (_, day) => Math.exp(log[day + 1] - log[day]) - 1)
  return { senses, change }
}
