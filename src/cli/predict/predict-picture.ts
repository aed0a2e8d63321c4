import { extname } from 'node:path'
import { PNG } from 'pngjs'
import { InputError, quote } from '../../errors.ts'
import type { TrainedModel } from '../../library/trained-model.ts'
import { formatCount } from '../../report/number.ts'
import { writeOut } from '../terminal/write-out.ts'

/** A picture of so many pixels takes 200 MB. */
const mostPixels: number = 50_000_000

/**
 * Writes the picture that a model has learnt as a PNG of 8 bits.
 * @param data what the user gave as data, of which there is none
 * @param options.size `800x600`; default: the size of the picture that it learnt from
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
      expected: 'none for a model that has learnt a picture',
      found: quote(data),
      hint: '--size says how large the picture is to be, --out where it goes',
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
    expected: `a width and a height such as 800x600, of at most ${formatCount(mostPixels)} pixels in all`,
    found: match === null ? quote(text) : `${text} = ${formatCount(width * height)}`,
  })
}
