import type { Genome } from '../../random/genome.ts'
import type { RandomStream } from '../../random/stream.ts'
import type { Vectors } from '../../strategies/vectors.ts'
import { vectors as reference } from '../reference/vectors.ts'
import type { NativeKernels, StreamNumbers } from './addon.ts'

/** Genes below which a call costs more than the loop: with random numbers, and without. */
const leastDrawn = 16
const leastMixed = 128

/** The loops over float32 genomes in machine code; the others are the reference's. */
export function nativeVectors(kernels: NativeKernels): Vectors {
  const suits = (genome: Genome, least: number): genome is Float32Array =>
    genome instanceof Float32Array && genome.length >= least

  return {
    ...reference,
    fillNormal(out, stream) {
      if (suits(out, leastDrawn)) kernels.fillNormal(out, ...claimed(stream, out.length))
      else reference.fillNormal(out, stream)
    },
    fillUniform(out, stream) {
      if (suits(out, leastDrawn)) kernels.fillUniform(out, ...claimed(stream, out.length))
      else reference.fillUniform(out, stream)
    },
    addNormals(genome, sigma, units, stream) {
      if (suits(genome, leastDrawn) && suits(units, leastDrawn))
        kernels.addNormals(genome, units, sigma, ...claimed(stream, genome.length))
      else reference.addNormals(genome, sigma, units, stream)
    },
    perturb(genome, sigma, units, noise) {
      if (suits(genome, leastMixed) && suits(units, leastMixed)) kernels.perturb(genome, units, sigma, noise)
      else reference.perturb(genome, sigma, units, noise)
    },
    perturbAt(genome, sigma, units, noise, loci, count) {
      if (suits(genome, leastMixed) && suits(units, leastMixed) && count >= leastMixed)
        kernels.perturbAt(genome, units, sigma, noise, loci, count)
      else reference.perturbAt(genome, sigma, units, noise, loci, count)
    },
    mix(first, second, weight, child) {
      if (suits(first, leastMixed) && suits(second, leastMixed) && suits(child, leastMixed))
        kernels.mix(first, second, weight, child)
      else reference.mix(first, second, weight, child)
    },
    choose(first, second, draws, chance, child) {
      if (suits(first, leastMixed) && suits(second, leastMixed) && suits(child, leastMixed))
        kernels.choose(first, second, draws, chance, child)
      else reference.choose(first, second, draws, chance, child)
    },
    chooseByBits(first, second, words, child) {
      if (suits(first, leastMixed) && suits(second, leastMixed) && suits(child, leastMixed))
        kernels.chooseByBits(first, second, words, child)
      else reference.chooseByBits(first, second, words, child)
    },
  }
}

function claimed(stream: RandomStream, count: number): StreamNumbers {
  const { address, draw } = stream.claim(count)
  const { seed, purpose, generation, individual, episode } = address
  return [seed, purpose, generation, individual, episode, draw]
}
