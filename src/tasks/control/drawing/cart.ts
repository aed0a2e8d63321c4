import { cos, sin } from '../../../math/float64/index.ts'
import type { DrawnShape } from '../../custom/drawn.ts'
import type { StateDrawing } from '../environment.ts'
import { body, first, ground, ink, pushColour, second, softInk } from './colours.ts'

/** A cart on its track, with the poles that stand on it. */
export interface CartView {
  /** m */
  readonly x: number
  /** The track ends at ± this, m. */
  readonly track: number
  /** The force, as a share of the strongest, -1 … 1. */
  readonly push: number
  /** The angle is from upright, radians; the length in m. */
  readonly poles: readonly { readonly angle: number; readonly length: number }[]
}

const [width, height] = [600, 300]
/** The height of the rail, and of the joint above it, pixels. */
const rail = 210
const joint = rail - 22
const margin = 40
/** A pole that is shorter is drawn so long, pixels, so that it can be seen. */
const shortest = 24
const colours = [first, second]

export function drawCart({ x, track, push, poles }: CartView): StateDrawing {
  const scale = (width / 2 - margin) / track
  const at = width / 2 + x * scale
  const shapes: DrawnShape[] = [
    { kind: 'rectangle', x: 0, y: rail + 9, width, height: height - rail, fill: ground },
    { kind: 'rectangle', x: margin, y: rail + 6, width: width - 2 * margin, height: 3, fill: softInk },
    ...[margin, width - margin].map(
      (end): DrawnShape => ({
        ...{ kind: 'rectangle', x: end - 3, y: rail - 16, width: 6, height: 25, fill: softInk },
      }),
    ),
    { kind: 'rectangle', x: width / 2 - 1, y: rail + 9, width: 2, height: 8, fill: softInk },
    ...arrow(at, push),
    ...[-16, 16].map(
      (wheel): DrawnShape => ({
        ...{ kind: 'circle', x: at + wheel, y: rail, radius: 6, fill: ink },
      }),
    ),
    { kind: 'rectangle', x: at - 28, y: joint - 4, width: 56, height: 24, fill: body },
  ]
  poles.forEach(({ angle, length }, pole) => {
    const pixels = Math.max(shortest, length * scale)
    const tip = [at + pixels * sin(angle), joint - pixels * cos(angle)] as const
    shapes.push({
      kind: 'line',
      points: [[at, joint], tip],
      stroke: colours[pole]!,
      strokeWidth: pole === 0 ? 9 : 6,
    })
  })
  shapes.push({ kind: 'circle', x: at, y: joint, radius: 4, fill: 'white' })
  return { width, height, shapes }
}

/** How the cart is pushed: an arrow on the side that the force comes from. */
function arrow(at: number, push: number): DrawnShape[] {
  const length = 46 * Math.min(1, Math.abs(push))
  if (length < 2) return []
  const side = Math.sign(push)
  const tip = at - side * 34
  const tail = tip - side * length
  const y = joint + 8
  const head = Math.min(9, length)
  return [
    {
      kind: 'line',
      points: [
        [tail, y],
        [tip - side * head, y],
      ],
      stroke: pushColour,
      strokeWidth: 4,
    },
    {
      ...{ kind: 'polygon', fill: pushColour },
      points: [
        [tip, y],
        [tip - side * head, y - 6],
        [tip - side * head, y + 6],
      ],
    },
  ]
}
