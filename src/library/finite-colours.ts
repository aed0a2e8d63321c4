import { InputError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import type { Layer } from '../model/topology.ts'

/**
 * The network, asked for the pixels of a picture in their order, row by row.
 * @param width of the picture
 * @returns a network that throws an InputError for the first pixel whose colour is not finite
 */
export function finiteColours(
  model: Pick<Model, 'forward'>,
  { outputs: channels }: Layer,
  width: number,
): Pick<Model, 'forward'> {
  let before = 0
  return {
    forward(inputs) {
      const colours = model.forward(inputs)
      const wrong = colours.findIndex((value) => !Number.isFinite(value))
      if (wrong >= 0) {
        const pixel = before + Math.floor(wrong / channels)
        const [x, y] = [pixel % width, Math.floor(pixel / width)]
        throw new InputError({
          field: `pixel ${x + 1} of row ${y + 1}`,
          ...{ expected: 'a finite colour of the model', found: String(colours[wrong]) },
          hint: 'the parameters of the model are too large for float32',
        })
      }
      before += colours.length / channels
      return colours
    },
  }
}
