import { InputError } from '../../../errors.ts'
import type { Model } from '../../../model/model.ts'
import type { Signature } from '../../../model/signature.ts'
import type { Task } from '../../task.ts'
import { pixelCentres } from './coordinates.ts'
import { encodePoints } from './features.ts'
import { type Picture, paint } from './picture.ts'

/** How many pixels go through the network at once. */
const block = 8192

/**
 * The size of the picture that a network was trained on.
 * @throws InputError for a model that has not learnt a picture
 */
export function learntSize({ outputs }: Signature): { readonly width: number; readonly height: number } {
  return colours(outputs)
}

function colours(outputs: Signature['outputs']): Extract<Signature['outputs'], { kind: 'colour' }> {
  if (outputs.kind === 'colour') return outputs
  throw new InputError({ expected: 'a model that has learnt a picture', found: `one of ${outputs.kind}` })
}

/**
 * The picture that a network has learnt, stretched to any size.
 *
 * @param model maps (S, I) to (S, O)
 * @param signature of a network that has learnt the colours of a picture
 * @returns (H, W, 4) red, green, blue and alpha, as in `Picture`
 * @throws InputError for a model that has not learnt a picture
 */
export function renderPicture(
  model: Pick<Model, 'forward'>,
  signature: Signature,
  width: number,
  height: number,
): Uint8Array {
  const { features } = signature
  const channels = colours(signature.outputs).names.length
  const pixels = new Uint8Array(width * height * 4)
  for (let first = 0; first < width * height; first += block) {
    const points = pixelCentres(width, height, first, Math.min(block, width * height - first))
    paint(model.forward(encodePoints(points, features)), channels, pixels, first)
  }
  return pixels
}

/** A task of learning a picture. */
export interface ImageTask extends Task {
  readonly view: 'picture'
  readonly original: Picture
}

/** The picture that an image task learns, over its background and in its colours; null for other tasks. */
export function originalPicture(task: Task): Picture | null {
  return task.view === 'picture' ? (task as ImageTask).original : null
}
