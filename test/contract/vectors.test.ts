/** The contract of the loops over genomes of every engine. */
import { describe, expect, it } from 'vitest'
import { engines } from '../../src/kernels/index.ts'
import { vectors as reference } from '../../src/kernels/reference/vectors.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import type { Genome } from '../../src/random/genome.ts'
import { RandomStream } from '../../src/random/stream.ts'
import type { Vectors } from '../../src/strategies/vectors.ts'
import { ableEngines } from '../kernels/engines.ts'

const noSamples = { train: 0, validation: 0, test: 0, batch: 0 }

/** Three rows of P genes in an arena of networks, one input and P / 2 outputs; P is even. */
function networks(length: number): Arena {
  const topology = createTopology(1, [length / 2], [activation('linear')])
  return Arena.allocate(planArena({ topology, rows: 3, slots: 2, samples: noSamples }))
}

function plainVectors(length: number): Arena {
  return Arena.allocate(planArena({ topology: null, type: 'float64', length, rows: 3, slots: 2 }))
}

/** A stream that has already drawn some numbers, so that a fill does not start at its first block. */
function used(individual: number): RandomStream {
  const stream = new RandomStream({ seed: 9, purpose: 4, generation: 2, individual })
  stream.normal()
  return stream
}

function draws(count: number, individual: number): Float32Array {
  const out = new Float32Array(count)
  used(individual).fillNormal(out)
  return out
}

type Act = (vectors: Vectors, out: Genome, stream: RandomStream) => void

function actions(length: number): Readonly<Record<string, Act>> {
  const [first, second, units] = [draws(length, 1), draws(length, 2), draws(length, 3).map(Math.abs)]
  const chances = new Float32Array(length)
  used(4).fillUniform(chances)
  const words = new Uint32Array(Math.ceil(length / 32))
  used(5).fillUint32(words)
  const loci = Uint32Array.from({ length: Math.ceil(length / 3) }, (_, i) => 3 * i)
  return {
    addNormals: (vectors, out, stream) => vectors.addNormals(out, 0.3, units, stream),
    'addNormals, twice on one stream': (vectors, out, stream) => {
      vectors.addNormals(out, 1e-3, units, stream)
      vectors.addNormals(out, 7, units, stream)
    },
    perturb: (vectors, out) => vectors.perturb(out, 0.7, units, first),
    perturbAt: (vectors, out) => vectors.perturbAt(out, 0.7, units, first, loci, loci.length),
    mix: (vectors, out) => vectors.mix(first, second, 0.3, out),
    choose: (vectors, out) => vectors.choose(first, second, chances, 0.4, out),
    chooseByBits: (vectors, out) => vectors.chooseByBits(first, second, words, out),
  }
}

const others = ableEngines.filter(([, engine]) => engine !== engines.reference)

describe('vectors of the reference', () => {
  const length = 70
  const [first, second, units] = [draws(length, 1), draws(length, 2), draws(length, 3)]

  /** Genomes of either type, each with the rounding of its genes. */
  const genomes = (): (readonly [Genome, (value: number) => number])[] => [
    [first.slice(), Math.fround],
    [Float64Array.from(first, (gene) => gene / 3), (value) => value],
  ]

  /** The formula of noise, in float64 and rounded once. */
  function noisy(genome: Genome, sigma: number, noise: Float32Array, round: (value: number) => number) {
    return Array.from(genome, (gene, p) => round(gene + sigma * units[p]! * noise[p]!))
  }

  it('are the same for any arena, and there are others to compare with them', () => {
    expect(engines.reference.vectors(networks(10), 0)).toBe(reference)
    expect(others).not.toEqual([])
  })

  it('add the normals that the stream draws next', () => {
    for (const [genome, round] of genomes()) {
      const [drawn, stream] = [used(8), used(8)]
      const noise = new Float32Array(length)
      drawn.fillNormal(noise)
      const expected = noisy(genome, 0.3, noise, round)
      reference.addNormals(genome, 0.3, units, stream)
      expect(Array.from(genome)).toEqual(expected)
      expect(stream.uint32()).toBe(drawn.uint32())
    }
  })

  it('add noise to all genes, or to some and to no other', () => {
    const loci = Uint32Array.of(0, 3, 69)
    const some = new Float32Array(length)
    loci.forEach((locus, i) => {
      some[locus] = second[i]!
    })
    for (const [genome, round] of genomes()) {
      const expected = noisy(genome, 0.7, second, round)
      reference.perturb(genome, 0.7, units, second)
      expect(Array.from(genome)).toEqual(expected)
      const later = noisy(genome, 0.7, some, round)
      reference.perturbAt(genome, 0.7, units, second, loci, loci.length)
      expect(Array.from(genome)).toEqual(later)
    }
  })

  it('mix two parents', () => {
    for (const [child, round] of genomes()) {
      reference.mix(first, second, 0.3, child)
      const expected = Array.from(first, (gene, p) => round(0.3 * gene + (1 - 0.3) * second[p]!))
      expect(Array.from(child)).toEqual(expected)
    }
  })

  it('take each gene from one of two parents, by draws or by bits', () => {
    const chances = new Float32Array(length)
    used(4).fillUniform(chances)
    const words = new Uint32Array(3)
    used(5).fillUint32(words)
    const child = new Float32Array(length)
    reference.choose(first, second, chances, 0.4, child)
    expect(child).toEqual(first.map((gene, p) => (chances[p]! < 0.4 ? second[p]! : gene)))
    reference.chooseByBits(first, second, words, child)
    const bit = (p: number): number => Math.floor(words[Math.floor(p / 32)]! / 2 ** (p % 32)) % 2
    expect(child).toEqual(first.map((gene, p) => (bit(p) === 1 ? second[p]! : gene)))
  })
})

for (const [name, engine] of others) {
  describe(`vectors of the engine ${name}`, () => {
    for (const [kind, arenaOf] of Object.entries({ networks, 'plain vectors': plainVectors })) {
      it(`give the reference's bits on ${kind}, and leave adjacent rows unchanged`, () => {
        for (const length of [2, 4, 6, 66, 1024, 1026, 5000]) {
          const arena = arenaOf(length)
          const vectors = engine.vectors(arena, 1)
          const { genomes } = arena.population
          for (const [action, act] of Object.entries(actions(length))) {
            genomes.set(draws(3 * length, 7))
            const expected = genomes.slice()
            act(reference, expected.subarray(length, 2 * length), used(8))
            act(vectors, arena.population.genome(1), used(8))
            expect(
              genomes.every((gene, p) => Object.is(gene, expected[p])),
              `${action}, ${length}`,
            ).toBe(true)
          }
        }
      })
    }

    it('leave a stream at the position where the reference leaves it', () => {
      const arena = networks(1026)
      const vectors = engine.vectors(arena, 0)
      const streams = [used(3), used(3)] as const
      reference.addNormals(new Float32Array(1026), 1, new Float32Array(1026), streams[0])
      vectors.addNormals(arena.population.genome(0), 1, new Float32Array(1026), streams[1])
      expect(streams[1].uint32()).toBe(streams[0].uint32())
    })

    it('compare draws with the chance itself, not with the nearest float32', () => {
      const length = 256
      const arena = networks(length)
      const vectors = engine.vectors(arena, 0)
      const child = arena.population.genome(0)
      for (const chance of [0, 1e-45, 0.3, 0.7, 1 / 3, 1 - 2 ** -30, 1]) {
        const near = Math.fround(chance)
        const draws = new Float32Array(length)
        const bits = new Uint32Array(draws.buffer)
        draws.fill(near)
        for (let p = 0; p < length; p++) bits[p] = Math.max(0, bits[p]! + (p % 5) - 2)
        const [first, second] = [new Float32Array(length).fill(1), new Float32Array(length).fill(2)]
        vectors.choose(first, second, draws, chance, child)
        expect(Array.from(child)).toEqual(Array.from(draws, (draw) => (draw < chance ? 2 : 1)))
      }
    })

    it('work on genomes outside the arena', () => {
      const vectors = engine.vectors(networks(10), 0)
      const [own, expected] = [draws(10, 1), draws(10, 1)]
      vectors.addNormals(own, 0.5, draws(10, 2), used(1))
      reference.addNormals(expected, 0.5, draws(10, 2), used(1))
      expect(own).toEqual(expected)
    })
  })
}
