import type { DrawnFrame, DrawnShape } from './drawn.ts'

/** Pixels of a side. */
const longestSide = 1000
const mostShapes = 20_000
const mostPoints = 200_000

/** Numbers that a shape of each kind has besides points and colours, and how they are checked. */
const numbers: Readonly<Record<DrawnShape['kind'], readonly string[]>> = {
  line: [],
  polygon: [],
  circle: ['x', 'y', 'radius'],
  rectangle: ['x', 'y', 'width', 'height'],
  text: ['x', 'y'],
}

/**
 * Checks what `draw` returned.
 * @throws RangeError that says what was expected and found
 */
export function checkFrame(value: unknown): DrawnFrame {
  if (value === null) return null
  if (typeof value !== 'object' || Array.isArray(value))
    throw new RangeError(`expected { width, height, shapes } or null, found ${String(value)}`)
  const { width, height, shapes, pixels } = value as Readonly<Record<string, unknown>>
  const size = { width: side('width', width), height: side('height', height) }
  if (pixels !== undefined) return { ...size, pixels: checkPixels(pixels, size.width * size.height * 4) }
  if (!Array.isArray(shapes) || shapes.length > mostShapes)
    throw new RangeError(
      `expected shapes, a list of at most ${mostShapes}, or pixels, found ${found(shapes)}`,
    )
  let points = 0
  for (const [index, shape] of shapes.entries()) {
    points += checkShape(shape, `shapes[${index}]`)
    if (points > mostPoints) throw new RangeError(`expected at most ${mostPoints} points, found more`)
  }
  return { ...size, shapes: shapes as DrawnShape[] }
}

function side(name: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= longestSide)
    return value as number
  throw new RangeError(`expected a ${name} from 1 to ${longestSide}, a whole number, found ${found(value)}`)
}

function checkPixels(pixels: unknown, length: number): Uint8Array {
  if (!(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray) || pixels.length !== length) {
    const what = ArrayBuffer.isView(pixels)
      ? `${pixels.constructor.name} of ${(pixels as Uint8Array).length}`
      : found(pixels)
    throw new RangeError(`expected pixels, a Uint8Array of width × height × 4 = ${length}, found ${what}`)
  }
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length)
}

/** @returns the number of its points */
function checkShape(shape: unknown, at: string): number {
  if (typeof shape !== 'object' || shape === null)
    throw new RangeError(`expected ${at} as a shape, found ${found(shape)}`)
  const given = shape as Readonly<Record<string, unknown>>
  const { kind } = given
  if (typeof kind !== 'string' || !Object.hasOwn(numbers, kind))
    throw new RangeError(
      `expected ${at}.kind as one of ${Object.keys(numbers).join(', ')}, found ${found(kind)}`,
    )
  for (const key of numbers[kind as DrawnShape['kind']]) finite(given[key], `${at}.${key}`)
  for (const key of ['strokeWidth', 'size']) if (given[key] !== undefined) finite(given[key], `${at}.${key}`)
  for (const key of ['fill', 'stroke']) {
    if (given[key] !== undefined && typeof given[key] !== 'string')
      throw new RangeError(`expected ${at}.${key} as a colour, found ${found(given[key])}`)
  }
  if (kind === 'text' && typeof given['text'] !== 'string')
    throw new RangeError(`expected ${at}.text as a text, found ${found(given['text'])}`)
  if (kind !== 'line' && kind !== 'polygon') return 0
  const { points } = given
  if (!Array.isArray(points))
    throw new RangeError(`expected ${at}.points as a list of [x, y], found ${found(points)}`)
  for (const [index, point] of points.entries()) {
    for (const axis of [0, 1])
      finite((point as ArrayLike<unknown> | null)?.[axis], `${at}.points[${index}][${axis}]`)
  }
  return points.length
}

function finite(value: unknown, name: string): void {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new RangeError(`expected ${name} as a finite number, found ${found(value)}`)
}

function found(value: unknown): string {
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? `a list of ${value.length}` : 'an object'
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value)
}
