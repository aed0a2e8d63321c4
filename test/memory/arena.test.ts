import { describe, expect, it } from 'vitest'
import { Arena } from '../../src/memory/arena.ts'
import { type ArenaPlan, planArena } from '../../src/memory/plan.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import type { GenomeType } from '../../src/random/genome.ts'

const topology = createTopology(3, [5, 2], [activation('tanh'), activation('softmax')])

/** Three slots, and networks of 32 parameters. */
function planFor(rows: number, train = 100, full = false): ArenaPlan {
  const samples = { train, validation: 10, test: 0, batch: 7 }
  const extras = full
    ? { gradient: true, minibatch: 20, weighted: true, learned: 4, spares: true, sampleNetworks: 2 }
    : {}
  return planArena({ topology, rows, slots: 3, samples, ...extras })
}

function vectors(type: GenomeType, rows = 7, length = 5, spares = false): ArenaPlan {
  return planArena({ topology: null, type, length, rows, slots: 3, spares })
}

type Area = readonly [at: number, bytes: number]

/** Everything that a plan has room for. */
function areas({ claims, population, network, dataset, workspace }: ArenaPlan): Area[] {
  const genome = population.length * (population.type === 'float32' ? 4 : 8)
  const all: Area[] = [
    [claims.wordsAt, (16 + 2 * claims.rows) * 4],
    [claims.startsAt, claims.rows * 8],
    [population.fitnessAt, population.rows * 8],
    [population.violationAt, population.rows * 8],
    [population.candidateAt, genome],
    [population.genomesAt, population.rows * genome],
    [population.learnedAt, population.learned * genome],
    [population.sparesAt, population.spares * genome],
  ]
  if (network === null || dataset === null || workspace === null) return all
  all.push([network.descriptorAt, 8 + 2 * 16])
  const { regions, minibatches, sampleRows } = dataset
  for (const { count, inputsAt, targetsAt, weightsAt } of [
    ...Object.values(regions),
    ...minibatches.map(({ region }) => region),
  ]) {
    const column = Math.ceil(count / 64) * 64 * 4
    all.push([inputsAt, 3 * column], [targetsAt, 2 * column])
    if (weightsAt !== null) all.push([weightsAt, column])
  }
  all.push([sampleRows.inputsAt, sampleRows.count * 3 * 4], [sampleRows.targetsAt, sampleRows.count * 2 * 4])
  if (sampleRows.weightsAt !== null) all.push([sampleRows.weightsAt, sampleRows.count * 4])
  for (const { indicesAt } of minibatches) all.push([indicesAt, 20 * 4])
  for (const { scratchAt, windowsAt, gradient, sampleNetworks } of workspace.slots) {
    all.push([scratchAt, 2 * 5 * 64 * 4], [windowsAt, 3 * 1024 * 4])
    for (const { weightsAt, activationsAt, inputsAt, outputsAt } of sampleNetworks) {
      all.push([weightsAt, (8 * (3 + 1) + 4 * (5 + 1)) * 4], [activationsAt, 2 * 8 * 4])
      all.push([inputsAt, 341 * 3 * 4], [outputsAt, (341 * 2 + 3) * 4])
    }
    if (gradient === null) continue
    all.push([gradient.traceAt, (8 + 2 * (5 + 2)) * 64 * 4])
    for (const at of [gradient.gradientAt, ...gradient.learnerAt]) all.push([at, 32 * 4])
  }
  return all
}

describe('a plan', () => {
  it.each([
    ['networks', planFor(7)],
    ['networks that learn, and compute sample by sample', planFor(7, 100, true)],
    ['vectors in float32', vectors('float32')],
    ['vectors in float64', vectors('float64')],
  ])('gives every area of %s a place of its own, on cache lines that no other has', (_, plan) => {
    let end = 64
    for (const [at, bytes] of areas(plan).sort(([a], [b]) => a - b)) {
      expect(at % 64).toBe(0)
      expect(at).toBeGreaterThanOrEqual(end)
      end = at + Math.ceil(bytes / 64) * 64
    }
    expect(end).toBe(plan.bytes)
  })

  it('takes nothing for gradients, minibatches, weights, learning and sample networks where they are not asked for', () => {
    const { workspace, dataset, population } = planFor(7)
    expect(workspace?.slots.map(({ gradient }) => gradient)).toEqual([null, null, null])
    expect(workspace?.slots.flatMap(({ sampleNetworks }) => sampleNetworks)).toEqual([])
    expect([dataset?.minibatches.length, dataset?.sampleRows.count, population.learned]).toEqual([0, 0, 0])
    expect(Object.values(dataset!.regions).map(({ weightsAt }) => weightsAt)).toEqual(Array(4).fill(null))
  })

  it('has neither network nor samples nor scratch for genomes that are vectors', () => {
    expect(vectors('float64')).toMatchObject({ network: null, dataset: null, workspace: null, slots: 3 })
  })

  it('crosses to another thread as plain data', () => {
    for (const plan of [planFor(7, 100, true), vectors('float64')]) {
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
    }
  })

  it('refuses what does not fit in 4 GiB, with the figures, before anything is allocated', () => {
    expect(() => planFor(50_000_000)).toThrow(
      'network.hidden, strategy.population, task.data: ' +
        'expected population, data and workspace to fit in 4 GiB, found 7.5 GiB: ' +
        '50000000 genomes of 32 parameters (3-5-2) 7.5 GiB, 117 samples 0.0 GiB, workspace of 3 threads 0.0 GiB; ' +
        'make the network, the population or the data smaller',
    )
    expect(() => planFor(10, 1e9)).toThrow('1000000017 samples 18.6 GiB, workspace')
  })

  it('blames only what there is', () => {
    const samples = { train: 100, validation: 0, test: 0, batch: 0 }
    const wide = createTopology(3, [20_000, 20_000], [activation('tanh'), activation('tanh')])
    const plan = (rows: number, slots: number) => () =>
      planArena({ topology: wide, rows, slots, samples, gradient: true })
    expect(plan(1, 1)).toThrow(
      'network.hidden, task.data: expected population, data and workspace to fit in 4 GiB, found 9.0 GiB: ' +
        '1 genome of 400100000 parameters (3-20000-20000) 3.0 GiB, 100 samples 0.0 GiB, ' +
        'workspace of 1 thread 6.0 GiB; make the network or the data smaller',
    )
    expect(plan(2, 9)).toThrow('; use fewer workers, or make the network, the population or the data smaller')
  })

  it('refuses vectors that do not fit in 4 GiB', () => {
    expect(() => vectors('float64', 1000, 1_000_000)).toThrow(
      'strategy.population: expected the population to fit in 4 GiB, found 7.5 GiB: ' +
        '1000 genomes of 1000000 float64 numbers take 7.5 GiB; make the population or the genome smaller',
    )
    expect(vectors('float32', 1000, 1_000_000).bytes).toBeLessThan(2 ** 32)
  })
})

describe.each<[GenomeType, unknown, number]>([
  ['float32', Float32Array, Math.fround(0.1)],
  ['float64', Float64Array, 0.1],
])('a population of %s genomes', (type, view, tenth) => {
  const arena = Arena.allocate(vectors(type))
  const { population } = arena

  it('keeps genes in that type', () => {
    expect(population.genomes).toBeInstanceOf(view)
    expect(population.candidate).toBeInstanceOf(view)
    expect(population.learned(0)).toBeInstanceOf(view)
    population.genome(6).fill(0.1)
    expect([...population.genomes.slice(-6)]).toEqual([0, tenth, tenth, tenth, tenth, tenth])
  })

  it('has its rows where it says', () => {
    expect([population.genomes.length, population.length, population.candidate.length]).toEqual([35, 5, 5])
    for (const row of [0, 1, 6]) {
      expect(population.genome(row).byteOffset).toBe(population.genomeAt(row))
      expect(population.genome(row)).toHaveLength(5)
    }
    expect(population.candidate.byteOffset).toBe(population.candidateAt)
  })

  it('has a genome beside them for each slot if it was planned with those', () => {
    const { population: own } = Arena.allocate(vectors(type, 7, 5, true))
    own.spare(1).fill(0.1)
    expect([0, 1, 2].map((slot) => [...own.spare(slot)])).toEqual(
      [0, tenth, 0].map((gene) => Array(5).fill(gene)),
    )
    expect(own.spare(2)).toBeInstanceOf(view)
    expect([...own.genomes, ...own.candidate].every((gene) => gene === 0)).toBe(true)
    const refusal = new RangeError(
      'spare: expected an arena planned with a genome for each slot, found one without',
    )
    expect(() => own.spare(3)).toThrow(refusal)
    expect(() => population.spare(0)).toThrow(refusal)
  })

  it('has room for fitness and violation of each in float64', () => {
    expect(population.fitness).toEqual(new Float64Array(7))
    expect(population.violation).toEqual(new Float64Array(7))
  })

  it('has claims, seen by every thread', () => {
    const { words, startedAt } = new Arena(arena.plan, arena.memory).claims
    arena.claims.words[29] = 3
    arena.claims.startedAt[6] = 1234.5
    expect([words.length, words[29], startedAt.length, startedAt[6]]).toEqual([30, 3, 7, 1234.5])
  })

  it('refuses what only networks have', () => {
    const refusal = new RangeError('arena: expected one with a network, found one without')
    for (const part of ['network', 'dataset', 'workspace'] as const) {
      expect(() => arena[part]).toThrow(refusal)
    }
  })
})

describe('an arena of networks', () => {
  it('keeps what individuals learnt beside their genomes', () => {
    const { population } = Arena.allocate(planFor(7, 100, true))
    population.genomes.fill(1)
    population.learned(3).fill(2)
    expect(population.learned(3)).toEqual(new Float32Array(32).fill(2))
    expect(population.learned(2)).toEqual(new Float32Array(32))
    expect(population.genomes).toEqual(new Float32Array(7 * 32).fill(1))
  })

  it('gives each slot vectors and a minibatch of its own', () => {
    const { workspace, dataset } = Arena.allocate(planFor(7, 100, true))
    workspace.learner(2, 1).fill(3)
    expect(workspace.learner(2, 0)).toEqual(new Float32Array(32))
    expect(workspace.learner(2, 2)).toEqual(new Float32Array(32))
    expect(workspace.learner(1, 1)).toEqual(new Float32Array(32))
    expect(() => workspace.learner(1, 3)).toThrow('learner: expected vector 0, 1 or 2, found 3')
    dataset.minibatchIndices(1).fill(9)
    expect(dataset.minibatchIndices(2)).toEqual(new Uint32Array(20))
    expect(new Set([0, 1, 2].map((slot) => dataset.minibatch(slot).inputsAt)).size).toBe(3)
  })

  it('has as many places for sample networks in each slot as it was planned with', () => {
    const { workspace } = Arena.allocate(planFor(2, 100, true))
    const places = [0, 1, 2].flatMap((slot) => [0, 1].map((place) => workspace.sampleNetwork(slot, place)))
    expect(new Set(places.map(({ weightsAt }) => weightsAt)).size).toBe(6)
    expect(() => workspace.sampleNetwork(0, 2)).toThrow('place: expected one below 2, found 2')
    expect(() => Arena.allocate(planFor(2)).workspace.sampleNetwork(0, 0)).toThrow(
      'sampleNetwork: expected an arena planned with room for it, found one without',
    )
  })

  it('refuses slots, gradients and minibatches that it was not planned with', () => {
    const { workspace, dataset } = Arena.allocate(planFor(2))
    expect(() => workspace.scratchAt(3)).toThrow('slot: expected one below 3, found 3')
    expect(() => workspace.gradientAt(0)).toThrow(
      'gradient: expected an arena planned with room for it, found one without',
    )
    expect(() => dataset.minibatch(0)).toThrow(
      'minibatch: expected an arena planned with one for slot 0, found none',
    )
  })

  it('refuses more samples than it has room for', () => {
    const { dataset } = Arena.allocate(planFor(2))
    expect(() => dataset.load('batch', 8, new Float32Array(24), new Float32Array(16))).toThrow(
      'batch: expected at most 7 samples, found 8',
    )
  })

  it('may hold fewer in its batch than there is room for', () => {
    const { dataset } = Arena.allocate(planFor(2))
    expect(dataset.load('batch', 3, new Float32Array(9), new Float32Array(6)).count).toBe(3)
  })

  it('takes a weight for each sample if it was planned with weights, and only then', () => {
    const [plain, weighted] = [Arena.allocate(planFor(2)), Arena.allocate(planFor(2, 100, true))]
    const load = ({ dataset }: Arena, weights: Float32Array | null) =>
      dataset.load('batch', 3, new Float32Array(9), new Float32Array(6), weights)
    const { weightsAt } = load(weighted, Float32Array.of(1, 2, 3))
    expect([...weighted.floats(weightsAt!, 5)]).toEqual([1, 2, 3, 0, 0])
    expect(load(plain, null).weightsAt).toBeNull()
    expect(() => load(weighted, null)).toThrow('weights: expected weights in this arena, found none')
    expect(() => load(plain, Float32Array.of(1, 2, 3))).toThrow(
      'weights: expected no weights in this arena, found some',
    )
    expect(() => weighted.dataset.list(new Float32Array(300), new Float32Array(200))).toThrow(RangeError)
  })
})
