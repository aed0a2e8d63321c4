import { describe, expect, it } from 'vitest'
import { ReferenceKernel } from '../../src/kernels/reference/kernel.ts'
import type { Arena } from '../../src/memory/arena.ts'
import type { Region } from '../../src/memory/dataset.ts'
import { type ActivationName, activations } from '../../src/model/activations.ts'
import { type LossName, losses } from '../../src/model/losses.ts'
import { differences, exactLoss, lastFor, type Sample } from './float64.ts'
import { testArena, testNumbers } from './problem.ts'

const kinds = Object.keys(activations) as ActivationName[]
const lossNames = Object.keys(losses) as LossName[]
const pairs = kinds.flatMap((kind) => lossNames.map((loss): [ActivationName, LossName] => [kind, loss]))

const sizes = [3, 4, 3, 3]
const count = 5

interface Problem {
  readonly arena: Arena
  readonly samples: readonly Sample[]
  readonly parameters: Float64Array
}

/** Random samples of the kind that a loss takes, at a random genome. */
function problem(kind: ActivationName, loss: LossName, seed: number, weighted: boolean): Problem {
  const hidden = activations[kind].outputOnly ? 'tanh' : kind
  const { arena } = testArena(sizes, [hidden, hidden, lastFor(kind, loss)], count, seed, 1, weighted)
  const next = testNumbers(seed + 1000)
  const target = (value: number): number => {
    if (loss === 'hinge') return Math.sign(value - 0.5)
    return loss.endsWith('cross-entropy') ? Math.fround(value) : Math.fround(value * 2.5)
  }
  const samples = Array.from({ length: count }, () => ({
    x: [next(), next(), next()].map((value) => Math.fround(3 * value - 1.5)),
    t: [next(), next(), next()].map(target),
    ...(weighted && { weight: Math.fround(2 * next()) }),
  }))
  return {
    arena,
    samples,
    parameters: Float64Array.from(arena.floats(arena.population.genomeAt(0), arena.population.length)),
  }
}

/** The first problem in which nothing lies near a kink. */
function smoothProblem(kind: ActivationName, loss: LossName, weighted: boolean): Problem {
  for (let seed = 1; ; seed++) {
    const found = problem(kind, loss, seed, weighted)
    if (exactLoss(found.arena.network.topology, found.parameters, found.samples, loss).kink > 1e-2)
      return found
  }
}

function load(arena: Arena, samples: readonly Sample[]): Region {
  const inputs = Float32Array.from(samples.flatMap(({ x }) => x))
  const targets = Float32Array.from(samples.flatMap(({ t }) => t))
  const weights = samples.flatMap(({ weight }) => (weight === undefined ? [] : [weight]))
  const own = weights.length === 0 ? null : Float32Array.from(weights)
  return arena.dataset.load('train', samples.length, inputs, targets, own)
}

describe('the gradient is the derivative of the loss', () => {
  const plain = pairs.map((pair) => [...pair, 'plain'] as const)
  const weighted = lossNames.map((loss) => ['tanh', loss, 'weighted'] as const)
  it.each([...plain, ...weighted])(
    'through %s, of %s over %s samples, as finite differences in float64 have it',
    (kind, loss, how) => {
      const { arena, samples, parameters } = smoothProblem(kind, loss, how === 'weighted')
      const exact = differences(arena.network.topology, parameters, samples, loss)
      const at = arena.workspace.gradientAt(0)
      const region = load(arena, samples)
      new ReferenceKernel(arena).gradient(arena.population.genomeAt(0), region, loss, at)
      const gradient = arena.floats(at, arena.population.length)
      const largest = Math.max(...exact.map(Math.abs))
      expect(largest).toBeGreaterThan(1e-3)
      // float32 is good for 2⁻²⁴ an operation; some thirty of them stand between a parameter and its derivative.
      exact.forEach((value, p) => {
        expect(Math.abs(gradient[p]! - value)).toBeLessThanOrEqual(1e-6 * Math.max(largest, 1))
      })
    },
  )
})

describe('at a kink the gradient takes one side', () => {
  /** ∂L/∂b of one neuron with input 0, bias b, target t. */
  function slopeAt(kind: ActivationName, loss: LossName, b: number, t: number): number {
    const { arena } = testArena([1, 1], [kind], 1)
    const region = arena.dataset.load('train', 1, Float32Array.of(0), Float32Array.of(t))
    arena.floats(arena.population.genomeAt(0), 2).set([b, 1])
    new ReferenceKernel(arena).gradient(
      arena.population.genomeAt(0),
      region,
      loss,
      arena.workspace.gradientAt(0),
    )
    return arena.floats(arena.workspace.gradientAt(0), 2)[0]!
  }

  it.each<[ActivationName, number, number]>([
    ['relu', 0, 0],
    ['leaky-relu', 0, Math.fround(0.1)],
    ['elu', 0, 1],
    ['softsign', 0, 1],
    ['softsign', -3, 1 / 16],
    ['tanh', 0, 1],
  ])('%s at %d has slope %d', (kind, b, slope) => {
    expect(slopeAt(kind, 'mae', b, -5)).toBe(slope)
  })

  it.each<[LossName, number, number, number]>([
    ['mae', 2, 2, 0],
    ['mae', 2, 3, -1],
    ['euclidean', 2, 2, 0],
    ['euclidean', 2, 5, -1],
    ['huber', 3, 2, 1],
    ['huber', 7, 2, 1],
    ['huber', 2.5, 2, 0.5],
    ['hinge', 1, 1, 0],
    ['hinge', 0.5, 1, -1],
    ['hinge', 2, 1, 0],
  ])('%s of %d for %d has slope %d', (loss, b, t, slope) => {
    expect(slopeAt('linear', loss, b, t)).toBe(slope)
  })

  it('gelu far out is flat or the identity, not NaN', () => {
    expect(slopeAt('gelu', 'mae', 1e30, -5)).toBe(1)
    expect(slopeAt('gelu', 'mae', -1e30, -5)).toBeCloseTo(0, 10)
  })
})
