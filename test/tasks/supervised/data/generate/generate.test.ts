import { describe, expect, it } from 'vitest'
import type { ClassTarget, NumberTarget } from '../../../../../src/tasks/supervised/data/examples.ts'
import { functions } from '../../../../../src/tasks/supervised/data/generate/functions.ts'
import { generateExamples, generators } from '../../../../../src/tasks/supervised/data/generate/index.ts'
import type { GeneratedData } from '../../../../../src/tasks/supervised/data/options.ts'
import { issue } from '../../issue.ts'

interface Labelled {
  readonly label: number
  readonly at: readonly number[]
}

function classified(data: GeneratedData, seed = 1): Labelled[] {
  const { inputs, columns, target } = generateExamples(data, seed, 'classes')
  const width = columns.length
  return [...(target as ClassTarget).labels].map((label, row) => ({
    label,
    at: [...inputs.subarray(row * width, (row + 1) * width)],
  }))
}

function radius([x, y]: readonly number[]): number {
  return Math.hypot(x! - 0.5, y! - 0.5)
}

/** √n times the statistic of Kolmogorov and Smirnov against the uniform on [0, 1]; 1.95 leaves one in a thousand. */
function distanceFromUniform(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const gaps = sorted.map((value, i) => Math.max(value - i / sorted.length, (i + 1) / sorted.length - value))
  return Math.sqrt(sorted.length) * Math.max(...gaps)
}

describe('every generator', () => {
  it.each(Object.entries(generators))(
    '%s keeps its word on sizes, and follows the seed',
    (generate, generator) => {
      const draw = (seed: number) => generateExamples({ generate }, seed, generator.produces)
      const examples = draw(1)
      expect(examples.inputs).toHaveLength(examples.count * examples.columns.length)
      expect(examples.inputs.every(Number.isFinite)).toBe(true)
      expect(examples.target.kind).toBe(generator.produces)
      expect(draw(1)).toEqual(examples)
      expect(draw(2).count).toBe(examples.count)
    },
  )

  it.each(['xor', 'circles', 'moons', 'spirals', 'blobs'])(
    '%s gives as many samples as asked for',
    (generate) => {
      expect(generateExamples({ generate, samples: 37 }, 1, 'classes').count).toBe(37)
    },
  )

  it.each(['xor', 'moons', 'spirals'])('%s adds noise where asked to', (generate) => {
    const still = classified({ generate, samples: 100, noise: 0 })
    const noisy = classified({ generate, samples: 100, noise: 0.1 })
    const moved = still.flatMap(({ at }, i) => at.map((value, j) => value - noisy[i]!.at[j]!))
    const deviation = Math.sqrt(moved.reduce((sum, d) => sum + d * d, 0) / moved.length)
    expect(deviation).toBeGreaterThan(0.08)
    expect(deviation).toBeLessThan(0.12)
    expect(noisy.map(({ label }) => label)).toEqual(still.map(({ label }) => label))
  })
})

describe('xor and parity', () => {
  it('are truth tables', () => {
    expect(classified({ generate: 'xor' })).toEqual([
      { label: 0, at: [0, 0] },
      { label: 1, at: [0, 1] },
      { label: 1, at: [1, 0] },
      { label: 0, at: [1, 1] },
    ])
    const rows = classified({ generate: 'parity', bits: 5 })
    expect(new Set(rows.map(({ at }) => at.join(''))).size).toBe(32)
    for (const { label, at } of rows) expect(label).toBe(at.reduce((sum, bit) => sum + bit, 0) % 2)
  })
})

describe('circles', () => {
  const points = classified({ generate: 'circles', samples: 4000 })
  const ring = points.filter(({ label }) => label === 1).map(({ at }) => radius(at))
  const disc = points.filter(({ label }) => label === 0).map(({ at }) => radius(at))

  it('puts even odds on ring and disc, with targets 0.1 and 0.9', () => {
    expect(Math.abs(ring.length - 2000)).toBeLessThan(160)
    const { target } = generateExamples({ generate: 'circles' }, 1, 'classes')
    expect(target).toMatchObject({ names: ['disc', 'ring'], levels: { off: 0.1, on: 0.9 } })
  })

  it('draws the ring uniform in 0.4 ± 0.08', () => {
    expect(distanceFromUniform(ring.map((r) => (r - 0.32) / 0.16))).toBeLessThan(1.95)
  })

  it('draws the disc as the root of u/2, u uniform in [0, 0.05)', () => {
    expect(distanceFromUniform(disc.map((r) => (2 * r * r) / 0.05))).toBeLessThan(1.95)
  })

  it('draws the same bits as ever', () => {
    // Made by this generator itself; when it changes, the change log has to say so.
    expect(classified({ generate: 'circles', samples: 3 })).toEqual([
      { label: 1, at: [0.6984335805001802, 0.11074923303246348] },
      { label: 0, at: [0.46118182468961266, 0.5897269079106351] },
      { label: 0, at: [0.5586359077203842, 0.4367587851563633] },
    ])
  })

  it('points in all directions', () => {
    const quadrants = [0, 0, 0, 0]
    for (const { at } of points) quadrants[Number(at[0]! > 0.5) + 2 * Number(at[1]! > 0.5)]!++
    for (const count of quadrants) expect(Math.abs(count - 1000)).toBeLessThan(140)
  })
})

describe('moons', () => {
  it('are half circles that reach into each other', () => {
    for (const { label, at } of classified({ generate: 'moons', samples: 51, noise: 0 })) {
      const [x, y] = label === 0 ? [at[0]!, at[1]!] : [1 - at[0]!, 0.5 - at[1]!]
      expect(Math.hypot(x, y)).toBeCloseTo(1, 5)
      expect(y).toBeGreaterThanOrEqual(-1e-6)
    }
  })
})

describe('spirals', () => {
  it('are by default the 194 points of Lang and Witbrock', () => {
    const points = classified({ generate: 'spirals' })
    expect(points).toHaveLength(194)
    // By the formula of the CMU benchmark: angle i π/16, radius 6.5 (104 - i)/104, the other arm mirrored at the origin.
    for (let i = 0; i < 97; i++) {
      const r = (6.5 * (104 - i)) / 104
      const [x, y] = [r * Math.cos((i * Math.PI) / 16), r * Math.sin((i * Math.PI) / 16)]
      for (const [sign, point] of [
        [1, points[i]!],
        [-1, points[97 + i]!],
      ] as const) {
        expect(point.label).toBe(sign === 1 ? 0 : 1)
        expect(point.at[0]).toBeCloseTo(sign * x, 5)
        expect(point.at[1]).toBeCloseTo(sign * y, 5)
      }
    }
  })

  it('turn three arms by a third each', () => {
    const points = classified({ generate: 'spirals', arms: 3, samples: 300 })
    const starts = [0, 1, 2].map((arm) => points.find(({ label }) => label === arm)!.at)
    for (const [arm, [x, y]] of starts.entries()) {
      expect(x).toBeCloseTo(6.5 * Math.cos((arm * 2 * Math.PI) / 3), 5)
      expect(y).toBeCloseTo(6.5 * Math.sin((arm * 2 * Math.PI) / 3), 5)
    }
  })
})

describe('blobs', () => {
  it('spread normally around so many centres', () => {
    const points = classified({ generate: 'blobs', samples: 2000, centers: 4, spread: 0.5 })
    for (const center of [0, 1, 2, 3]) {
      const own = points.filter(({ label }) => label === center)
      expect(own).toHaveLength(500)
      for (const axis of [0, 1]) {
        const mean = own.reduce((sum, { at }) => sum + at[axis]!, 0) / 500
        const variance = own.reduce((sum, { at }) => sum + (at[axis]! - mean) ** 2, 0) / 500
        expect(Math.abs(mean)).toBeLessThan(10.2)
        expect(Math.sqrt(variance)).toBeCloseTo(0.5, 1)
      }
    }
  })
})

describe('functions', () => {
  const exact: Record<keyof typeof functions, (x: number) => number> = {
    sine: Math.sin,
    step: (x) => (x < 0 ? 0 : 1),
    sinc: (x) => (x === 0 ? 1 : Math.sin(x) / x),
    polynomial: (x) => x ** 3 - x,
    abs: Math.abs,
    gaussian: (x) => Math.exp(-x * x),
  }

  it.each(Object.keys(functions) as (keyof typeof functions)[])('%s is what its formula says', (name) => {
    const { inputs, target } = generateExamples(
      { generate: 'function', function: name, samples: 21 },
      1,
      'numbers',
    )
    const { values } = target as NumberTarget
    expect([inputs[0], inputs[20]!]).toEqual([functions[name].from, expect.closeTo(functions[name].to, 10)])
    for (const [i, x] of inputs.entries()) expect(values[i]).toBeCloseTo(exact[name](x), 5)
  })
})

describe('generateExamples', () => {
  it.each<[GeneratedData, string]>([
    [
      { generate: 'moon' },
      'task.data.generate: expected one of xor, parity, circles, moons, spirals, blobs for classification, ' +
        'found "moon"; did you mean "moons"?',
    ],
    [
      { generate: 'function' },
      'task.data.generate: expected one of xor, parity, circles, moons, spirals, blobs for classification, ' +
        'found "function"',
    ],
    [{ generate: 'toString' }, 'task.data.generate: expected one of'],
    [
      { generate: 'moons', bits: 3 },
      'task.data.bits: expected only options of moons: samples, noise, found 3',
    ],
    [{ generate: 'moons', samples: 1 }, 'task.data.samples: expected a whole number from 2, found 1'],
    [{ generate: 'moons', samples: 2.5 }, 'task.data.samples: expected a whole number from 2, found 2.5'],
    [{ generate: 'moons', noise: Number.NaN }, 'task.data.noise: expected a number from 0, found NaN'],
    [{ generate: 'parity', bits: 17 }, 'task.data.bits: expected a whole number from 1 to 16, found 17'],
    [{ generate: 'spirals', arms: 4 }, 'task.data.arms: expected 2 or 3, found 4'],
    [
      { generate: 'blobs', centers: 1 },
      'task.data.centers: expected a whole number from 2 to 256, and no more than samples, found 1',
    ],
    [
      { generate: 'circles', samples: 1e9 },
      'task.data.samples: expected at most 50,000,000 cells, found 1,000,000,000 rows × 2 inputs = 2,000,000,000',
    ],
  ])('refuses %j', (data, message) => {
    expect(issue(() => generateExamples(data, 1, 'classes'))).toContain(message)
  })

  it('refuses a function that it does not know', () => {
    const data = { generate: 'function', function: 'sin' } as unknown as GeneratedData
    expect(issue(() => generateExamples(data, 1, 'numbers'))).toMatch(
      /^task\.data\.function: expected one of sine, .*, found "sin"; did you mean "sine"\?$/,
    )
  })
})
