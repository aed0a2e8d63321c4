import type { Arena } from '../../memory/arena.ts'
import type { Genome } from '../../random/genome.ts'
import type { Vectors } from '../../strategies/vectors.ts'
import { wasmModule } from '../../wasm-modules.ts'
import { vectors as reference } from '../reference/vectors.ts'

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
  mix(first: number, second: number, child: number, n: number, weight: number, rest: number): void
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
  const [first, second, noise] = windows
  const size = first.length
  const inArena = (genome: Genome): genome is Float32Array =>
    genome.buffer === memory.buffer && genome instanceof Float32Array

  return {
    ...reference,
    addNormals(genome, sigma, units, stream) {
      if (!inArena(genome) || !(units instanceof Float32Array)) {
        reference.addNormals(genome, sigma, units, stream)
        return
      }
      const { address, draw } = stream.claim(genome.length)
      const { seed, purpose, generation, individual, episode } = address
      for (let p = 0; p < genome.length; p += size) {
        const n = Math.min(size, genome.length - p)
        first.set(units.subarray(p, p + n))
        const at = genome.byteOffset + p * 4
        compiled.addNormals(
          ...([at, first.byteOffset, noise.byteOffset, n, sigma] as const),
          ...([generation, individual, episode, draw + p / 4, seed, purpose] as const),
        )
      }
    },
    mix(one, other, weight, child) {
      if (!inArena(child) || !(one instanceof Float32Array && other instanceof Float32Array)) {
        reference.mix(one, other, weight, child)
        return
      }
      for (let p = 0; p < child.length; p += size) {
        const n = Math.min(size, child.length - p)
        first.set(one.subarray(p, p + n))
        second.set(other.subarray(p, p + n))
        const at = child.byteOffset + p * 4
        compiled.mix(first.byteOffset, second.byteOffset, at, n, weight, 1 - weight)
      }
    },
  }
}
