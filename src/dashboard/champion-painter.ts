import { BoundModel } from '../kernels/bound-model.ts'
import { parameterCount } from '../model/topology.ts'
import { type ChampionMap, mapField, mapInputs } from '../report/champion-view.ts'
import { type Colouring, colouringOf } from '../report/colouring.ts'
import { paintField } from '../report/film/map.ts'
import { renderPicture } from '../tasks/supervised/image/render.ts'
import type { ChampionDrawing } from './champion-drawing.ts'
import type { DrawnChampion } from './messages.ts'

/** Draws one network of a run after the other. */
export class ChampionPainter {
  private readonly drawing: ChampionDrawing
  private readonly model: BoundModel
  /** Everything needed to paint a map; null for a picture. */
  private readonly map: {
    readonly view: ChampionMap
    /** Cells a side that the network is asked for. */
    readonly cells: number
    /** (cells × cells, 2) */
    readonly inputs: Float32Array
    readonly colouring: Colouring
  } | null

  constructor(drawing: ChampionDrawing) {
    const { topology, signature, width, map: view } = drawing
    const cells = Math.ceil(width / 2)
    this.drawing = drawing
    this.model = new BoundModel(topology, new Float32Array(parameterCount(topology)), drawing)
    this.map = view && {
      view,
      cells,
      inputs: mapInputs(view, signature, cells, cells),
      colouring: colouringOf(view.answers),
    }
  }

  /**
   * @param genome (P)
   * @returns (H, W, 3) red, green and blue, row by row from the top
   */
  paint(genome: Float32Array): Uint8Array {
    const { signature, width, height } = this.drawing
    this.model.use(genome)
    if (this.map === null) return withoutAlpha(renderPicture(this.model, signature, width, height))
    const { view, cells, inputs, colouring } = this.map
    const field = mapField(this.model.forward(inputs), cells * cells, view, signature)
    const indices = paintField(field, cells, width, colouring, null)
    const rgb = new Uint8Array(indices.length * 3)
    for (const [at, index] of indices.entries()) rgb.set(colouring.colours[index]!, at * 3)
    return rgb
  }

  draw(genome: Float32Array, generation: number): DrawnChampion {
    const { width, height } = this.drawing
    const began = performance.now()
    const rgb = Buffer.from(this.paint(genome)).toString('base64')
    return { width, height, rgb, generation, tookMs: performance.now() - began }
  }
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let i = 0; i < rgba.length / 4; i++) rgb.set(rgba.subarray(i * 4, i * 4 + 3), i * 3)
  return rgb
}
