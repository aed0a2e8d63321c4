import { describe, expect, it } from 'vitest'
import { checkFrame } from '../../src/tasks/custom/frame.ts'

const size = { width: 10, height: 5 }

describe('a frame that the user draws', () => {
  it('is shapes, the colour of every pixel, or null', () => {
    expect(checkFrame(null)).toBeNull()
    const shapes = [{ kind: 'line', points: [[0, 1], Float64Array.of(2, 3)] }]
    expect(checkFrame({ ...size, shapes })).toEqual({ ...size, shapes })
    const pixels = new Uint8ClampedArray(200).fill(7)
    expect(checkFrame({ ...size, pixels })).toEqual({ ...size, pixels: new Uint8Array(200).fill(7) })
  })

  it.each([
    [undefined, 'expected { width, height, shapes } or null, found undefined'],
    [{ width: 0, height: 5, shapes: [] }, 'expected a width from 1 to 1000, a whole number, found 0'],
    [{ ...size }, 'expected shapes, a list of at most 20000, or pixels, found undefined'],
    [{ ...size, pixels: new Uint8Array(150) }, '= 200, found Uint8Array of 150'],
    [{ ...size, shapes: [{ kind: 'square' }] }, 'expected shapes[0].kind as one of line, polygon,'],
    [
      { ...size, shapes: [{ kind: 'circle', x: 1, y: 2 }] },
      'expected shapes[0].radius as a finite number, found undefined',
    ],
    [
      { ...size, shapes: [{ kind: 'line', points: [[1]] }] },
      'expected shapes[0].points[0][1] as a finite number',
    ],
    [
      { ...size, shapes: [{ kind: 'text', x: 1, y: 2, text: 5 }] },
      'expected shapes[0].text as a text, found 5',
    ],
    [
      { ...size, shapes: [{ kind: 'circle', x: 1, y: 2, radius: 3, fill: 5 }] },
      'expected shapes[0].fill as a colour',
    ],
  ])('is refused by name: %j', (frame, message) => {
    expect(() => checkFrame(frame)).toThrow(message)
  })
})
