import { GifReader } from 'omggif'
import { describe, expect, it } from 'vitest'
import { drawNetworkFilm, type NetworkMoment } from '../../../src/report/film/network-film.ts'
import { networkScale } from '../../../src/report/network/scale.ts'
import { networkSvg } from '../../../src/report/network.ts'
import { network } from '../html/sample.ts'

const { topology, inputs, outputs, parameters } = network([2, 4, 1])

function moments(...shares: readonly number[]): NetworkMoment[] {
  return shares.map((share, i) => ({
    unit: 'generation',
    count: i + 1,
    evaluations: 50 * (i + 1),
    fitness: 1 / (i + 1),
    validation: i === 0 ? null : 0.5,
    parameters: parameters.map((value) => value * share),
  }))
}

async function film(...shares: readonly number[]): Promise<GifReader> {
  const heading = { title: 'xor', subtitle: '2-4-1 tanh, sigmoid, ga, seed 1' }
  const all = moments(...shares)
  const gif = await drawNetworkFilm({ heading, label: 'mse', topology, inputs, outputs, moments: all })
  return new GifReader(Buffer.from(gif))
}

/** Blue and vermilion on each frame below the figures, as the sum of how far pixels are from grey. */
function colour(reader: GifReader): number[] {
  const screen = new Uint8Array(reader.width * reader.height * 4)
  return Array.from({ length: reader.numFrames() }, (_, frame) => {
    reader.decodeAndBlitFrameRGBA(frame, screen)
    let sum = 0
    for (let at = 90 * reader.width * 4; at < screen.length; at += 4) {
      const pixel = [screen[at]!, screen[at + 1]!, screen[at + 2]!]
      sum += Math.max(...pixel) - Math.min(...pixel)
    }
    return sum
  })
}

describe('the film of a network', () => {
  it('has a frame a moment, as wide as its words need, and rests on the last', async () => {
    const reader = await film(0.2, 0.5, 1)
    const delays = Array.from({ length: reader.numFrames() }, (_, frame) => reader.frameInfo(frame).delay)
    expect(delays).toEqual([40, 40, 300])
    expect(reader.loopCount()).toBe(0)
    expect(reader.width).toBeGreaterThanOrEqual(560)
    expect(reader.width).toBeLessThanOrEqual(720)
  })

  it('measures all frames by one scale, so that growth is seen', async () => {
    const [small, middle, large] = colour(await film(0.1, 0.4, 1)) as [number, number, number]
    expect(middle).toBeGreaterThan(1.3 * small)
    expect(large).toBeGreaterThan(1.3 * middle)
  })

  it('ends exactly, however little changed on the way', async () => {
    const slow = colour(await film(0.95, 0.97, 1)).at(-1)
    const alone = colour(await film(1)).at(-1)
    expect(slow).toBe(alone)
  })

  it('survives weights that are no numbers, and none but zero', async () => {
    for (const share of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect((await film(share, share)).numFrames()).toBe(2)
    }
  })
})

describe('a scale', () => {
  it('is the largest of each layer over several networks', () => {
    const scale = networkScale(topology, moments(0.5, -1))
    const sizes = [...parameters].map(Math.abs)
    const most = (from: number, to: number): number => Math.max(...sizes.slice(from, to))
    // Biases (4), weights (4, 2), bias (1), weights (1, 4).
    expect(scale.weights).toEqual([most(4, 12), most(13, 17)])
    expect(scale.bias).toBe(Math.max(most(0, 4), most(12, 13)))
  })

  it('of its own changes nothing of a drawing', () => {
    const drawing = { topology, parameters, inputs, outputs }
    const colours = { ink: 'a', softInk: 'b', paper: 'c', outline: 'd', positive: 'e', negative: 'f' }
    const setting = { colours, slack: 1, legend: true }
    const own = networkSvg(drawing, { ...setting, scale: networkScale(topology, [drawing]) })
    expect(own).toBe(networkSvg(drawing, setting))
  })
})
