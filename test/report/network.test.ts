import { describe, expect, it } from 'vitest'
import { PAPER_COLOURS } from '../../src/report/network/colours.ts'
import { inputNames, outputNames } from '../../src/report/network/labels.ts'
import { layout } from '../../src/report/network/layout.ts'
import { drawNetwork, narrowNetworkSvg, networkSvg } from '../../src/report/network.ts'
import { network } from './html/sample.ts'
import { darkPixels, decode } from './picture.ts'

function count(svg: string, part: RegExp): number {
  return [...svg.matchAll(part)].length
}

describe('the drawing of a network', () => {
  it('names layers, activations, inputs and classes, and the largest weight of each layer', () => {
    const svg = networkSvg({ ...network([2, 4, 1]), title: 'xor', subtitle: 'the champion' })
    for (const words of [
      'xor',
      'the champion',
      '2',
      'inputs',
      '4',
      'tanh',
      '1',
      'sigmoid',
      'input 1',
      'class 0',
    ]) {
      expect(svg).toContain(`>${words}<`)
    }
    expect(count(svg, />\|w\| ≤ [\d.]+</g)).toBe(2)
  })

  it('draws a line a weight, coloured by its sign', () => {
    const { topology, inputs, outputs } = network([2, 3, 1])
    // Biases 0; weights of the first layer (3, 2), then of the second (1, 3).
    const parameters = Float32Array.of(0, 0, 0, 1, 0.5, -1, 0, -0.5, 1, 0, 2, -2, 0)
    const svg = networkSvg({ topology, parameters, inputs, outputs })
    const lines = (colour: string): number =>
      [...svg.matchAll(new RegExp(`d="([^"]*)" fill="none" stroke="${colour}"`, 'g'))]
        .map(([, path]) => count(path!, /M/g))
        .reduce((sum, paths) => sum + paths, 0)
    expect(lines('#0072b2')).toBe(4)
    expect(lines('#d55e00')).toBe(3)
  })

  it('stands closer on a narrow page, or not at all', () => {
    const setting = { colours: PAPER_COLOURS, slack: 1, legend: false, room: 368 }
    const widthOf = (svg: string | null): number => Number(/ width="(\d+)"/.exec(svg!)![1])
    const xor = network([2, 4, 1])
    expect(widthOf(networkSvg(xor))).toBeGreaterThan(500)
    const narrow = narrowNetworkSvg(xor, setting, 560)!
    expect(widthOf(narrow)).toBe(368)
    expect(narrow).toContain('>input 1<')
    const deep = network([2, ...Array.from({ length: 8 }, () => 3), 1])
    expect(narrowNetworkSvg(deep, setting, 560)).toBeNull()
    expect(widthOf(narrowNetworkSvg(deep, setting, 1000))).toBeLessThan(widthOf(networkSvg(deep)))
  })

  it('draws an arc a recurrent weight, says so, and widens both by the largest of their layer', () => {
    const { topology, inputs, outputs } = network([1, 2, 1], true, true)
    // Biases 0; rows of the weight of the input and of two recurrent ones; then the second layer (1, 2).
    const parameters = Float32Array.of(0, 0, 1, 0.5, -4, 1, 0, 2, 0, 1, -1)
    const svg = networkSvg({ topology, parameters, inputs, outputs })
    const plain = networkSvg(network([1, 2, 1]))
    // Two loops; of two arcs one has a weight, and the legend has one.
    expect([/C[\d.]+,/g, /Q[\d.]+,/g].map((curve) => count(svg, curve))).toEqual([2, 2])
    expect(plain).not.toMatch(/[CQ][\d.]+,/)
    expect(svg).toContain('>tanh, recurrent<')
    expect(svg).toContain('>weight of an output in the step before<')
    expect(svg).toContain('>|w| ≤ 4.00<')
    expect(plain).not.toContain('step before')
  })

  it('draws layers of up to 32 units whole, and says of larger ones how many it leaves out', () => {
    expect(layout([32, 1]).columns[0]).toMatchObject({ gap: undefined, count: 32 })
    const [large] = layout([784, 128, 10]).columns
    expect(large!.units.map(({ index }) => index)).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6, 7],
      ...[776, 777, 778, 779, 780, 781, 782, 783],
    ])
    const svg = networkSvg(network([784, 128, 10]))
    for (const words of ['784', '768 more', '128', '112 more', '10', 'input 783', 'class 9']) {
      expect(svg).toContain(`>${words}<`)
    }
    expect(svg).not.toContain('>input 8<')
    expect(svg.length).toBeLessThan(60_000)
  })

  it('keeps units apart and within the height, whatever the widths', () => {
    for (const widths of [
      [1, 1],
      [2, 24, 24, 24, 12, 12, 2],
      [784, 128, 10],
      [33, 32, 31],
      [5000, 3],
    ]) {
      const { columns, height } = layout(widths)
      for (const { units, radius } of columns) {
        const edges = units.flatMap(({ y }) => [y - radius, y + radius])
        expect(edges).toEqual(edges.toSorted((a, b) => a - b))
        expect(edges[0]).toBeGreaterThanOrEqual(0)
        expect(edges.at(-1)).toBeLessThanOrEqual(height)
      }
    }
  })

  it('draws no name where there is not one a unit, and no name as markup', () => {
    const bare = { ...network([2, 4, 1], false), inputs: ['only one of two'] }
    expect(networkSvg(bare)).not.toContain('only one')
    const hostile = { ...network([1, 1]), title: '</svg>', inputs: ['<script>'], outputs: ['"&'] }
    const svg = networkSvg(hostile)
    expect(svg).toContain('&lt;script&gt;')
    expect(svg).not.toContain('<script')
    expect(count(svg, /<\/svg>/g)).toBe(1)
  })

  it('survives weights that are all zero, and some that are no numbers', () => {
    const { parameters, ...rest } = network([2, 4, 1])
    for (const value of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
      const svg = networkSvg({
        ...rest,
        parameters: parameters.map((old, i) => (i % 2 === 0 ? value : 0 * old)),
      })
      expect(svg).not.toMatch(/NaN|="-?Infinity/)
    }
  })

  it('is a PNG with something on it', () => {
    const image = decode(drawNetwork({ ...network([2, 4, 1]), title: 'xor' }, 1))
    expect(darkPixels(image, 160)).toBeGreaterThan(1500)
  })
})

describe('names of inputs and outputs', () => {
  it('give a category a name a level', () => {
    const columns = [
      { name: 'mass', kind: 'number', missing: null },
      { name: 'Island', kind: 'category', levels: ['Dream', 'Biscoe'], missing: null },
    ] as const
    expect(inputNames({ columns })).toEqual(['mass', 'Island = Dream', 'Island = Biscoe'])
  })

  it('call a single output of two classes by the class it speaks for', () => {
    const outputs = { kind: 'classes', target: 'kind', names: ['inside', 'outside'] } as const
    expect(outputNames({ outputs }, 1)).toEqual(['outside'])
    expect(outputNames({ outputs }, 2)).toEqual(['inside', 'outside'])
  })
})
