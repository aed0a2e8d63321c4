import type { Genome } from '../random/genome.ts'
import type { RandomStream } from '../random/stream.ts'

/**
 * The loops over whole genomes that make offspring. Engines implement them; strategies and operators call them.
 * Every implementation gives the same bits: products and sums in float64, in the order of the formula, and one rounding
 * to the genome's type when a gene is stored.
 */
export interface Vectors {
  /** Fills `out` (n) with standard normals, as `stream.fillNormal` does. */
  fillNormal(out: Float32Array, stream: RandomStream): void
  /** Fills `out` (n) with numbers in [0, 1), as `stream.fillUniform` does. */
  fillUniform(out: Float32Array, stream: RandomStream): void
  /**
   * genome[p] += (sigma units[p]) z[p] for every p in 0 … P - 1. z are the standard normals that `fillNormal` draws
   * from the stream.
   */
  addNormals(genome: Genome, sigma: number, units: Genome, stream: RandomStream): void
  /** genome[p] += (sigma units[p]) noise[p] for every p in 0 … P - 1. */
  perturb(genome: Genome, sigma: number, units: Genome, noise: Float32Array): void
  /** The same for some genes: genome[g] += (sigma units[g]) noise[i] for g = loci[i], i in 0 … count - 1. */
  perturbAt(
    genome: Genome,
    sigma: number,
    units: Genome,
    noise: Float32Array,
    loci: Uint32Array,
    count: number,
  ): void
  /** child[p] = weight first[p] + (1 - weight) second[p]. */
  mix(first: Genome, second: Genome, weight: number, child: Genome): void
  /** child[p] = draws[p] < chance ? second[p] : first[p]. */
  choose(first: Genome, second: Genome, draws: Float32Array, chance: number, child: Genome): void
  /** child[p] = second[p] where bit p mod 32 of words[⌊p / 32⌋] is set, else first[p]. */
  chooseByBits(first: Genome, second: Genome, words: Uint32Array, child: Genome): void
}
