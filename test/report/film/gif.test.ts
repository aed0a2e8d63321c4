import fc from 'fast-check'
import { GifReader } from 'omggif'
import { describe, expect, it } from 'vitest'
import type { Rgb } from '../../../src/report/colours.ts'
import { encodeGif } from '../../../src/report/film/gif.ts'

const palette = (colours: number): Rgb[] =>
  Array.from({ length: colours }, (_, i): Rgb => [i, 255 - i, (i * 7) % 256])

/** What another decoder shows after each frame: (H, W) of red, which says which colour it is. */
function shown(gif: Uint8Array): number[][] {
  const reader = new GifReader(Buffer.from(gif))
  const screen = new Uint8Array(reader.width * reader.height * 4)
  return Array.from({ length: reader.numFrames() }, (_, frame) => {
    reader.decodeAndBlitFrameRGBA(frame, screen)
    return Array.from({ length: screen.length / 4 }, (_, at) => screen[at * 4]!)
  })
}

describe('a GIF', () => {
  it('shows every pixel of every frame in its own colour', () => {
    const films = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30 }))
      .chain(([width, height]) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          colours: fc.integer({ min: 2, max: 255 }),
          // Frames that differ everywhere, in a few pixels, or nowhere.
          changes: fc.array(fc.array(fc.tuple(fc.nat(width * height - 1), fc.nat(254)), { maxLength: 60 }), {
            minLength: 1,
            maxLength: 5,
          }),
        }),
      )
    fc.assert(
      fc.property(films, ({ width, height, colours, changes }) => {
        let before = new Uint8Array(width * height)
        const frames = changes.map((change) => {
          const indices = before.slice()
          for (const [at, colour] of change) indices[at] = colour % colours
          before = indices
          return { indices, delayMs: 100 }
        })
        const gif = encodeGif(frames, width, height, palette(colours))
        expect(shown(gif)).toEqual(frames.map(({ indices }) => [...indices]))
      }),
      { seed: 4, numRuns: 200 },
    )
  })

  it('has one colour table for all frames, plays for ever, and shows each as long as it is to', () => {
    const frames = [90, 400, 3000].map((delayMs, i) => ({ indices: new Uint8Array(12).fill(i), delayMs }))
    const reader = new GifReader(Buffer.from(encodeGif(frames, 4, 3, palette(3))))
    const infos = frames.map((_, frame) => reader.frameInfo(frame))
    expect([reader.width, reader.height, reader.loopCount()]).toEqual([4, 3, 0])
    expect(infos.map(({ delay }) => delay)).toEqual([9, 40, 300])
    expect(infos.map(({ has_local_palette: own }) => own)).toEqual([false, false, false])
  })

  it('keeps of a frame only what has changed', () => {
    const first = Uint8Array.from({ length: 300 * 300 }, (_, at) => (at * 7919) % 31)
    const second = first.slice()
    second[300 * 150 + 20] = 31
    second[300 * 160 + 40] = 31
    const sizeOf = (frames: Uint8Array[]): number =>
      encodeGif(
        frames.map((indices) => ({ indices, delayMs: 100 })),
        300,
        300,
        palette(32),
      ).length
    expect(sizeOf([first, second]) - sizeOf([first])).toBeLessThan(120)
  })
})
