import { extname } from 'node:path'
import { PNG } from 'pngjs'
import { InputError, quote } from '../../errors.ts'
import { mostPixels } from '../../library/picture-size.ts'
import type { TrainedModel } from '../../library/trained-model.ts'
import { formatCount } from '../../report/number.ts'
import { writeOut } from '../terminal/write-out.ts'

/**
 * Writes the picture that a model has learnt as an 8-bit PNG.
 * @param data the data argument of the user, which must be absent
 * @param options.size `800x600`; default: the size of the original
 * @throws InputError for wrong options
 */
export function writePicture(
  model: TrainedModel,
  data: string | undefined,
  { size, out }: { readonly size?: string; readonly out?: string },
): void {
  if (data !== undefined) {
    throw new InputError({
      field: '<data>',
      expected: 'no data for a model that has learnt a picture',
      found: quote(data),
      hint: 'set the size of the picture with --size and its file with --out',
    })
  }
  const [width, height] = size === undefined ? [] : sizeOf(size)
  if (out === undefined || extname(out).toLowerCase() !== '.png') {
    throw new InputError({ field: '--out', expected: 'a file that ends in .png', found: quote(out) })
  }
  const picture = model.picture(width, height)
  const png = new PNG({ width: picture.width, height: picture.height })
  png.data = Buffer.from(picture.pixels.buffer)
  const grey = model.signature.outputs.names.length === 1
  writeOut(out, PNG.sync.write(png, { colorType: grey ? 0 : 2 }))
}

function sizeOf(text: string): [width: number, height: number] {
  const match = /^([1-9]\d{0,7})[x×]([1-9]\d{0,7})$/i.exec(text)
  const [width, height] = [Number(match?.[1]), Number(match?.[2])]
  if (match !== null && width * height <= mostPixels) return [width, height]
  throw new InputError({
    field: '--size',
    expected: `a width and a height such as 800x600, with at most ${formatCount(mostPixels)} pixels`,
    found: match === null ? quote(text) : `${text} = ${formatCount(width * height)}`,
  })
}
