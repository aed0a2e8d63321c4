import { BoundModel } from '../kernels/bound-model.ts'
import { parameterCount } from '../model/topology.ts'
import { type Colouring, colouringOf, type MapAnswers } from '../report/colouring.ts'
import { unscale } from '../tasks/supervised/data/scaling.ts'
import { renderPicture } from '../tasks/supervised/image/render.ts'
import type { Box, Lens } from './lens.ts'

/** Draws one network after the other through one lens. */
export class Painter {
  private readonly lens: Lens
  private readonly model: BoundModel
  private readonly grid: Float32Array
  private readonly colouring: Colouring | null

  constructor(lens: Lens) {
    const { topology, arithmetic, width, height, map } = lens
    this.lens = lens
    this.model = new BoundModel(topology, new Float32Array(parameterCount(topology)), arithmetic)
    this.grid = map === null ? new Float32Array() : gridOf(map.box, width, height)
    this.colouring = map && colouringOf(map.answers)
  }

  /**
   * @param genome (P)
   * @returns (H, W, 3) red, green and blue, row by row from the top
   */
  paint(genome: Float32Array): Uint8Array {
    const { model, colouring } = this
    const { signature, width, height, map } = this.lens
    model.use(genome)
    if (map === null || colouring === null) return opaque(renderPicture(model, signature, width, height))
    const values = this.valuesOf(model.forward(this.grid), map.answers)
    const rgb = new Uint8Array(width * height * 3)
    for (let i = 0; i < width * height; i++) {
      const own = values.subarray(i * colouring.channels, (i + 1) * colouring.channels)
      rgb.set(colouring.colours[colouring.colourOf(own, -1)]!, i * 3)
    }
    return rgb
  }

  /**
   * What the colouring wants to know of each point.
   * @param outputs (H · W, O)
   */
  private valuesOf(outputs: Float32Array, answers: MapAnswers): Float32Array {
    if (answers.kind === 'classes') return outputs
    const { width, height, shares, signature } = this.lens
    const [count, step] = [width * height, outputs.length / (width * height)]
    const scaling = signature.outputs.kind === 'numbers' ? signature.outputs.scaling : null
    return Float32Array.from({ length: count }, (_, point) => {
      const first = outputs[point * step]!
      if (answers.kind === 'number') return unscale(first, 0, scaling)
      // Even between the two classes is one half, whatever range the outputs have.
      if (step === 1) return shares ? first : (first + 1) / 2
      return (outputs[point * step + 1]! - first + 1) / 2
    })
  }
}

/** (H · W, 2) the centres of pixels over a box, y upwards. */
function gridOf({ x, y }: Box, width: number, height: number): Float32Array {
  const inputs = new Float32Array(width * height * 2)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const column = pixel % width
    const row = (pixel - column) / width
    inputs[2 * pixel] = x[0] + ((column + 0.5) / width) * (x[1] - x[0])
    inputs[2 * pixel + 1] = y[1] - ((row + 0.5) / height) * (y[1] - y[0])
  }
  return inputs
}

function opaque(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let i = 0; i < rgba.length / 4; i++) rgb.set(rgba.subarray(i * 4, i * 4 + 3), i * 3)
  return rgb
}
