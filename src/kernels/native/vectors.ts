import type { Genome } from '../../random/genome.ts'
import type { RandomStream } from '../../random/stream.ts'
import type { Vectors } from '../../strategies/vectors.ts'
import { vectors as reference } from '../reference/vectors.ts'
import type { NativeKernels, StreamNumbers } from './addon.ts'

/** Below this a call costs more than the loop. */
const leastGenes = 16

/** The loops over float32 genomes in machine code; the others are the reference's. */
export function nativeVectors(kernels: NativeKernels): Vectors {
  const suits = (genome: Genome): genome is Float32Array =>
    genome instanceof Float32Array && genome.length >= leastGenes

  return {
    ...reference,
    fillNormal(out, stream) {
      if (suits(out)) kernels.fillNormal(out, ...claimed(stream, out.length))
      else reference.fillNormal(out, stream)
    },
    fillUniform(out, stream) {
      if (suits(out)) kernels.fillUniform(out, ...claimed(stream, out.length))
      else reference.fillUniform(out, stream)
    },
    addNormals(genome, sigma, units, stream) {
      if (suits(genome) && suits(units))
        kernels.addNormals(genome, units, sigma, ...claimed(stream, genome.length))
      else reference.addNormals(genome, sigma, units, stream)
    },
    mix(first, second, weight, child) {
      if (suits(first) && suits(second) && suits(child)) kernels.mix(first, second, weight, child)
      else reference.mix(first, second, weight, child)
    },
    choose(first, second, draws, chance, child) {
      if (suits(first) && suits(second) && suits(child)) kernels.choose(first, second, draws, chance, child)
      else reference.choose(first, second, draws, chance, child)
    },
  }
}

function claimed(stream: RandomStream, count: number): StreamNumbers {
  const { address, draw } = stream.claim(count)
  const { seed, purpose, generation, individual, episode } = address
  return [seed, purpose, generation, individual, episode, draw]
}
