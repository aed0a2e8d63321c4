import { InputError, quote } from '../errors.ts'
import { mostPixels } from '../model/picture-size.ts'

export { mostPixels }

/** @throws InputError unless both are whole numbers from 1, with at most {@link mostPixels} together */
export function checkPictureSize(width: number, height: number): void {
  for (const [field, size] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (Number.isInteger(size) && size >= 1) continue
    throw new InputError({ field, expected: 'a whole number of at least 1', found: quote(size) })
  }
  if (width * height <= mostPixels) return
  throw new InputError({
    field: 'width and height',
    expected: `at most ${mostPixels} pixels`,
    found: `${width} × ${height} = ${width * height}`,
  })
}
