import { pow } from '../../math/float64/index.ts'
import type { Genome } from '../../random/genome.ts'
import type { RandomStream } from '../../random/stream.ts'
import type { Costs } from '../ranking.ts'

/**
 * (m) the probability with which each weight of an individual changes its place: 1 - s^(1/P), where s is how good the individual is from
 * 0, the worst, to 1, the best (equation 1). So all P weights stay together with the probability s. Those that failed, or break their
 * constraints by more than the best, have s = 0.
 * @param order (m) the individuals, best first
 * @returns by rank
 */
export function disruption({ cost, violation }: Costs, order: Uint32Array, length: number): Float64Array {
  const [best] = order
  const comparable = order.filter((row) => cost[row] < Infinity && violation[row] === violation[best])
  const worst = comparable.at(-1) ?? best
  // Halves before the difference, which may be infinite.
  const span = cost[worst] / 2 - cost[best] / 2
  return Float64Array.from(order, (row, rank) => {
    if (rank >= comparable.length || !(span > 0)) return 1
    return 1 - pow((cost[worst] / 2 - cost[row] / 2) / span, 1 / length)
  })
}

/**
 * Permutes the weights of each gene among the individuals, uniformly (Durstenfeld 1964).
 * @param weights (m, P)
 * @param chances (m) the probability with which a weight of each individual takes part
 * @param stream gives 2 m numbers for each gene, in order
 */
export function permute(weights: Genome, chances: Float64Array, stream: RandomStream): void {
  const count = chances.length
  const length = weights.length / count
  const draws = new Float32Array(2 * count)
  const marked = new Uint32Array(count)
  for (let p = 0; p < length; p++) {
    stream.fillUniform(draws)
    let taking = 0
    for (let i = 0; i < count; i++) if (draws[i]! < chances[i]!) marked[taking++] = i * length + p
    for (let i = taking - 1; i > 0; i--) {
      const from = marked[i]!
      const to = marked[Math.floor(draws[count + i]! * (i + 1))]!
      const weight = weights[from]!
      weights[from] = weights[to]!
      weights[to] = weight
    }
  }
}
