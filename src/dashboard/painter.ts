import { Arena } from '../kernels/arena.ts'
import { createKernel } from '../kernels/arithmetic.ts'
import type { Kernel } from '../kernels/kernel.ts'
import { planArena } from '../kernels/plan.ts'
import { inputWidth, outputLayer } from '../network/topology.ts'
import { renderPicture } from '../tasks/image/render.ts'
import type { Box, Lens, Scale } from './lens.ts'
import { mix, ramp, rgbOf } from './ramp.ts'

/** Samples that go through the network at once. */
const block = 1024

/** Draws one network after the other through one lens, on an arena of its own that it keeps. */
export class Painter {
  private readonly lens: Lens
  private readonly arena: Arena
  private readonly kernel: Kernel

  constructor(lens: Lens) {
    const samples = { train: 0, validation: 0, test: 0, batch: block }
    this.lens = lens
    this.arena = Arena.allocate(planArena({ topology: lens.topology, rows: 1, slots: 1, samples }))
    this.kernel = createKernel(lens.arithmetic, this.arena, 0)
  }

  /**
   * @param genome (P)
   * @returns (H, W, 3) red, green and blue, row by row from the top
   */
  paint(genome: Float32Array): Uint8Array {
    const { box, signature, width, height, scale } = this.lens
    this.arena.candidate.set(genome)
    if (box === null) return opaque(renderPicture(this, signature, width, height))
    return coloured(this.forward(grid(box, width, height)), width * height, scale)
  }

  /** (S, I) → (S, O) */
  forward(inputs: Float32Array): Float32Array {
    const { topology } = this.lens
    const [width, answers] = [inputWidth(topology), outputLayer(topology).outputs]
    const count = inputs.length / width
    const outputs = new Float32Array(count * answers)
    for (let first = 0; first < count; first += block) {
      const samples = Math.min(block, count - first)
      const rows = inputs.subarray(first * width, (first + samples) * width)
      const region = this.arena.load('batch', samples, rows, new Float32Array(samples * answers))
      const out = outputs.subarray(first * answers, (first + samples) * answers)
      this.kernel.forward(this.arena.plan.candidateAt, region, out)
    }
    return outputs
  }
}

/** (H · W, 2) the centres of pixels over a box, y upwards. */
function grid({ x, y }: Box, width: number, height: number): Float32Array {
  const inputs = new Float32Array(width * height * 2)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const column = pixel % width
    const row = (pixel - column) / width
    inputs[2 * pixel] = x[0] + ((column + 0.5) / width) * (x[1] - x[0])
    inputs[2 * pixel + 1] = y[1] - ((row + 0.5) / height) * (y[1] - y[0])
  }
  return inputs
}

/** (count, 3) of a network's answers (count, O). */
function coloured(outputs: Float32Array, count: number, scale: Scale): Uint8Array {
  const width = outputs.length / count
  const rgb = new Uint8Array(count * 3)
  const colours = scale.kind === 'classes' ? scale.colours?.map(rgbOf) : undefined
  for (let i = 0; i < count; i++) {
    const answers = outputs.subarray(i * width, (i + 1) * width)
    if (scale.kind === 'ramp') {
      rgb.set(ramp((answers[0]! - scale.low) / (scale.high - scale.low)), i * 3)
      continue
    }
    const shares = Array.from(answers, (y) => clamp(scale.threshold === 0 ? (y + 1) / 2 : y))
    if (colours === undefined) {
      const [first, second] = shares.length === 1 ? [1 - shares[0]!, shares[0]!] : [shares[0]!, shares[1]!]
      rgb.set(ramp(first + second === 0 ? 0.5 : second / (first + second)), i * 3)
    } else {
      rgb.set(blend(shares, colours), i * 3)
    }
  }
  return rgb
}

/** The colour of the strongest class, paler where others come near. */
function blend(
  shares: readonly number[],
  colours: readonly (readonly [number, number, number])[],
): readonly [number, number, number] {
  let winner = 0
  let sum = 0
  shares.forEach((share, k) => {
    sum += share
    if (share > shares[winner]!) winner = k
  })
  const chance = 1 / shares.length
  const lead = sum === 0 ? 0 : (shares[winner]! / sum - chance) / (1 - chance)
  return mix([255, 255, 255], colours[winner]!, 0.15 + 0.6 * lead)
}

/** NaN is 0. */
function clamp(value: number): number {
  return Math.min(1, Math.max(0, value || 0))
}

function opaque(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let i = 0; i < rgba.length / 4; i++) rgb.set(rgba.subarray(i * 4, i * 4 + 3), i * 3)
  return rgb
}
