import type { Genome } from '../../random/genome.ts'
import type { Vectors } from '../../strategies/vectors.ts'

/** The loops over genomes in plain TypeScript: the oracle of the other engines. V8 optimises each one separately. */
export const vectors: Vectors = {
  fillNormal(out, stream) {
    stream.fillNormal(out)
  },
  fillUniform(out, stream) {
    stream.fillUniform(out)
  },
  addNormals(genome, sigma, units, stream) {
    const noise = new Float32Array(genome.length)
    stream.fillNormal(noise)
    perturb(genome, sigma, units, noise)
  },
  perturb,
  perturbAt(genome, sigma, units, noise, loci, count) {
    for (let i = 0; i < count; i++) genome[loci[i]] += sigma * units[loci[i]] * noise[i]
  },
  mix(first, second, weight, child) {
    const rest = 1 - weight
    for (let p = 0; p < child.length; p++) child[p] = weight * first[p] + rest * second[p]
  },
  choose(first, second, draws, chance, child) {
    for (let p = 0; p < child.length; p++) child[p] = draws[p] < chance ? second[p] : first[p]
  },
  chooseByBits(first, second, words, child) {
    child.set(first)
    for (let at = 0; at < child.length; at += 32) {
      const left = child.length - at
      let bits = left < 32 ? words[at / 32] & ((1 << left) - 1) : words[at / 32]
      // Visits only the genes of the second parent.
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits)
        child[at + bit] = second[at + bit]
        bits ^= 1 << bit
      }
    }
  },
}

function perturb(genome: Genome, sigma: number, units: Genome, noise: Float32Array): void {
  for (let p = 0; p < genome.length; p++) genome[p] += sigma * units[p] * noise[p]
}
