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

/** Genes whose weights are gathered at a time: a column of the whole matrix takes a cache line for each weight. */
const gathered = 64

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
  const block = weights.slice(0, count * Math.min(gathered, length))
  for (let start = 0; start < length; start += gathered) {
    const width = Math.min(gathered, length - start)
    const rowAt = (i: number): number => i * length + start
    for (let i = 0; i < count; i++) block.set(weights.subarray(rowAt(i), rowAt(i) + width), i * width)
    for (let p = 0; p < width; p++) {
      stream.fillUniform(draws)
      let taking = 0
      for (let i = 0; i < count; i++) if (draws[i]! < chances[i]!) marked[taking++] = i * width + p
      for (let i = taking - 1; i > 0; i--) {
        const from = marked[i]!
        const to = marked[Math.floor(draws[count + i]! * (i + 1))]!
        const weight = block[from]!
        block[from] = block[to]!
        block[to] = weight
      }
    }
    for (let i = 0; i < count; i++) weights.set(block.subarray(i * width, (i + 1) * width), rowAt(i))
  }
}
