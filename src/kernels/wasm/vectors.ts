import type { Arena } from '../../memory/arena.ts'
import type { Genome } from '../../random/genome.ts'
import type { Vectors } from '../../strategies/vectors.ts'
import { wasmModule } from '../../wasm-modules.ts'
import { vectors as reference } from '../reference/vectors.ts'

/** Genes below which copying to the windows costs more than the loop, where no random numbers are drawn. */
const leastMixed = 128

/** The exports of assembly/vectors. Pointers are byte offsets into the arena, n counts genes. */
interface VectorExports {
  addNormals(
    genes: number,
    units: number,
    noise: number,
    n: number,
    sigma: number,
    generation: number,
    individual: number,
    episode: number,
    draw: number,
    seed: number,
    purpose: number,
  ): void
  perturb(genes: number, units: number, noise: number, n: number, sigma: number): void
  mix(first: number, second: number, child: number, n: number, weight: number, rest: number): void
  choose(first: number, second: number, draws: number, child: number, n: number, chance: number): void
  chooseByBits(first: number, second: number, words: number, child: number, n: number): void
}

/**
 * The loops over genomes in SIMD, for arenas with networks; other arenas use the reference loops. Data outside the
 * arena passes through a slot's windows in pieces, so that it stays in the L1 cache.
 * @param slot the slot whose windows only these loops write to
 */
export function wasmVectors(arena: Arena, slot: number): Vectors {
  if (arena.plan.workspace === null) return reference
  const { memory } = arena
  const instance = new WebAssembly.Instance(wasmModule('vectors'), { env: { memory } })
  const compiled = instance.exports as unknown as VectorExports
  const windows = arena.workspace.windows(slot)
  const [first, second, third] = windows
  const words = new Uint32Array(third.buffer, third.byteOffset, third.length)
  const size = first.length
  const inArena = (genome: Genome): genome is Float32Array =>
    genome.buffer === memory.buffer && genome instanceof Float32Array

  /** Whether a child of these parents is made here. */
  const isMade = (child: Genome, ...parents: Genome[]): child is Float32Array =>
    inArena(child) && child.length >= leastMixed && parents.every((parent) => parent instanceof Float32Array)

  /** Calls for each piece of a genome, with its first gene, its genes and its address, while the windows hold the same pieces. */
  const inPieces = (
    genome: Float32Array,
    parts: readonly Genome[],
    compute: (from: number, count: number, at: number) => void,
  ): void => {
    for (let p = 0; p < genome.length; p += size) {
      const n = Math.min(size, genome.length - p)
      for (const [k, part] of parts.entries()) windows[k]!.set(part.subarray(p, p + n))
      compute(p, n, genome.byteOffset + p * 4)
    }
  }

  return {
    ...reference,
    addNormals(genome, sigma, units, stream) {
      if (!inArena(genome) || !(units instanceof Float32Array)) {
        reference.addNormals(genome, sigma, units, stream)
        return
      }
      const { address, draw } = stream.claim(genome.length)
      const { seed, purpose, generation, individual, episode } = address
      inPieces(genome, [units], (from, n, at) =>
        compiled.addNormals(
          ...([at, first.byteOffset, third.byteOffset, n, sigma] as const),
          ...([generation, individual, episode, draw + from / 4, seed, purpose] as const),
        ),
      )
    },
    perturb(genome, sigma, units, noise) {
      if (!inArena(genome) || genome.length < leastMixed || !(units instanceof Float32Array)) {
        reference.perturb(genome, sigma, units, noise)
        return
      }
      inPieces(genome, [units, noise], (_from, n, at) =>
        compiled.perturb(at, first.byteOffset, second.byteOffset, n, sigma),
      )
    },
    mix(one, other, weight, child) {
      if (!isMade(child, one, other)) {
        reference.mix(one, other, weight, child)
        return
      }
      inPieces(child, [one, other], (_from, n, at) =>
        compiled.mix(first.byteOffset, second.byteOffset, at, n, weight, 1 - weight),
      )
    },
    choose(one, other, draws, chance, child) {
      if (!isMade(child, one, other)) {
        reference.choose(one, other, draws, chance, child)
        return
      }
      const limit = roundedUp(chance)
      inPieces(child, [one, other, draws], (_from, n, at) =>
        compiled.choose(first.byteOffset, second.byteOffset, third.byteOffset, at, n, limit),
      )
    },
    chooseByBits(one, other, bits, child) {
      if (!isMade(child, one, other)) {
        reference.chooseByBits(one, other, bits, child)
        return
      }
      inPieces(child, [one, other], (from, n, at) => {
        words.set(bits.subarray(from / 32, Math.ceil((from + n) / 32)))
        compiled.chooseByBits(first.byteOffset, second.byteOffset, words.byteOffset, at, n)
      })
    },
  }
}

/** The lowest float32 ≥ a value in [0, 1]. */
function roundedUp(value: number): number {
  const float = Float32Array.of(value)
  // The bits of positive floats are in the order of their values.
  if (float[0]! < value) new Uint32Array(float.buffer)[0]!++
  return float[0]!
}
