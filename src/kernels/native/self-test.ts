import { Arena } from '../../memory/arena.ts'
import { planArena } from '../../memory/plan.ts'
import {
  activation,
  createTopology,
  outputLayer,
  parameterCount,
  type Topology,
} from '../../model/topology.ts'
import type { Genome } from '../../random/genome.ts'
import { RandomStream } from '../../random/stream.ts'
import { CompiledSampleNetwork } from '../compiled/sample-network.ts'
import { ReferenceKernel } from '../reference/kernel.ts'
import { ReferenceSampleNetwork } from '../reference/sample-network.ts'
import { vectors as reference } from '../reference/vectors.ts'
import type { SampleNetwork } from '../sample-network.ts'
import type { NativeBuild } from './addon.ts'
import { bindNative } from './bind.ts'
import { NativeKernel } from './kernel.ts'
import { nativeVectors } from './vectors.ts'

/** More than a tile, and no whole number of vectors. All is small, since every start waits for it. */
const samples = 67
const [inputs, hidden, outputs] = [3, 8, 2]
/** The rows of each step, no whole number of vectors; the others of the first steps are over in the last one. */
const rowsOfSteps = [7, 7, 3]

/**
 * Whether a build gives the bits of the reference: outputs, losses and gradients of small networks, of one over samples with
 * weights; samples and the steps of a recurrent network; offspring; and the rounding of a multiply-add. The reference is
 * strict. A fused build has the same bits where each product is exact, so one factor of it is a power of two or 0; sums are
 * rounded.
 */
export function selfTest(build: NativeBuild): boolean {
  const deep = createTopology(inputs, [hidden, outputs], [activation('relu'), activation('linear')])
  const shallow = createTopology(inputs, [hidden], [activation('tanh')], { bias: false })
  return (
    networkAgrees(build, deep) &&
    networkAgrees(build, shallow, weights) &&
    stepsAgree(build) &&
    offspringAgrees(build) &&
    roundsAsNamed(build)
  )
}

/** Of samples that count differently. */
const weights: Float32Array = Float32Array.from({ length: samples }, (_, k) => 0.3 + (k % 5) / 7)

function networkAgrees(build: NativeBuild, topology: Topology, weights: Float32Array | null = null): boolean {
  const arena = arenaOf(topology, samples, weights !== null)
  const { population, dataset } = arena
  const genome = population.genome(0)
  for (let p = 0; p < genome.length; p++) genome[p] = power(p)
  if (topology.layers.length > 1) simplify(genome)
  const width = outputLayer(topology).outputs
  const x = Float32Array.from({ length: samples * inputs }, (_, k) => power(k))
  const t = Float32Array.from({ length: samples * width }, (_, k) => small(k, 3))
  const region = dataset.load('train', samples, x, t, weights)
  const gradientAt = arena.workspace.gradientAt(0)
  const all = [new ReferenceKernel(arena), new NativeKernel(build, arena, 0)].map((kernel) => {
    const y = new Float32Array(samples * width)
    kernel.forward(population.genomeAt(0), region, y)
    const loss = kernel.gradient(population.genomeAt(0), region, 'mae', gradientAt)
    return [...y, loss, ...arena.floats(gradientAt, genome.length)]
  })
  const network = sampleNetwork(build, arena)
  network.bind(population.genomeAt(0))
  return same(all[0]!, all[1]!) && same(network.forward(x), all[0]!)
}

function sampleNetwork(build: NativeBuild, arena: Arena): SampleNetwork {
  return new CompiledSampleNetwork(bindNative(build, arena.memory), arena, 0, 0)
}

/** Leaves each unit of the first layer one weight and no bias, so that what it puts out is a power of two or 0, as its inputs are. */
function simplify(genome: Genome): void {
  genome.fill(0, 0, hidden)
  for (let w = 0; w < hidden * inputs; w++) {
    const [unit, input] = [Math.floor(w / inputs), w % inputs]
    if (input !== unit % inputs) genome[hidden + w] = 0
  }
}

/** The steps of several rows, and of one alone, through a recurrent network. */
function stepsAgree(build: NativeBuild): boolean {
  const functions = [activation('tanh'), activation('linear')]
  const topology = createTopology(inputs, [hidden + 1, outputs], functions, { recurrent: true, bias: false })
  const arena = arenaOf(topology, 0)
  const { population } = arena
  const genome = population.genome(0)
  for (let p = 0; p < genome.length; p++) genome[p] = power(p)
  const all = [new ReferenceSampleNetwork(arena, 0, 0), sampleNetwork(build, arena)].map((network) => {
    network.bind(population.genomeAt(0))
    const steps = rowsOfSteps.map((rows, step) => {
      const x = Float32Array.from({ length: rows * inputs }, (_, k) => ((k + step) % 7) / 9 - 0.4)
      return [...network.forward(x)]
    })
    network.reset()
    return [...steps.flat(), ...network.forward([0.3, -0.7, 1.1])]
  })
  return same(all[0]!, all[1]!)
}

function arenaOf(topology: Topology, train: number, weighted = false): Arena {
  const parts = { train, validation: 0, test: 0, batch: 0 }
  return Arena.allocate(
    planArena({ topology, rows: 1, slots: 1, samples: parts, gradient: true, weighted, sampleNetworks: 1 }),
  )
}

/** Whether all numbers of the first are those at their place in the second. */
function same(first: ArrayLike<number>, second: ArrayLike<number>): boolean {
  return Array.from(first).every((value, k) => Object.is(value, second[k]))
}

/** Multiples of 1/8 of few bits. */
function small(k: number, range: number): number {
  return (((k * 37 + 11) % (2 * range + 1)) - range) / 8
}

/** A power of two from 1/8 to 1, with a sign. */
function power(k: number): number {
  return ((k * 37 + 11) % 7 < 3 ? -1 : 1) / (1 << (((k * 13 + 5) % 11) % 4))
}

function offspringAgrees(build: NativeBuild): boolean {
  const topology = createTopology(inputs, [40], [activation('linear')])
  const { memory } = arenaOf(topology, 0)
  const units = Float32Array.from({ length: parameterCount(topology) }, (_, p) => 0.1 + p / 100)
  const words = Uint32Array.from({ length: Math.ceil(units.length / 32) }, (_, k) => 0x12345678 + k)
  const loci = Uint32Array.from(units, (_, p) => units.length - 1 - p)
  const all = [reference, nativeVectors(bindNative(build, memory))].map((vectors) => {
    const [child, other] = [new Float32Array(units.length), units.map((unit) => 1 - unit)]
    vectors.mix(units, child, 0.3, child)
    vectors.choose(child, other, units, 0.4, child)
    vectors.chooseByBits(child, units, words, child)
    vectors.perturb(child, 0.3, units, other)
    vectors.perturbAt(child, 0.3, units, other, loci, loci.length)
    vectors.addNormals(child, 0.7, units, new RandomStream({ seed: 1, purpose: 2, individual: 3 }))
    return child
  })
  return same(all[0]!, all[1]!)
}

/** (1 + 2⁻¹³)(1 - 2⁻¹³) - 1 is 0 if the product is rounded first, and -2⁻²⁶ otherwise. */
function roundsAsNamed(build: NativeBuild): boolean {
  const topology = createTopology(1, [1], [activation('linear')])
  const arena = arenaOf(topology, 1)
  arena.population.genome(0).set([-1, 1 + 2 ** -13])
  const region = arena.dataset.load('train', 1, Float32Array.of(1 - 2 ** -13), Float32Array.of(0))
  const y = new Float32Array(1)
  new NativeKernel(build, arena, 0).forward(arena.population.genomeAt(0), region, y)
  return y[0] === (build.arithmetic === 'fused' ? -(2 ** -26) : 0)
}
