import { cos, sin } from '../../../math/float64/index.ts'
import type { DrawnShape } from '../../custom/drawn.ts'
import type { StateDrawing } from '../environment.ts'
import { body, first, goalColour, pushColour, second, softInk } from './colours.ts'
import type { Point } from './point.ts'

const side = 400
const middle: Point = [side / 2, side / 2]
/** Pixels a metre. */
const acrobotScale = 86
const pendulumScale = 140

/**
 * Two links, and the height that their tip is to reach.
 * @param angle1 from hanging down, radians
 * @param angle2 from the direction of the first link
 * @param torque of the joint between them, as a share of the strongest, -1 … 1
 */
export function drawAcrobot(angle1: number, angle2: number, torque: number): StateDrawing {
  const elbow = hanging(middle, angle1)
  const tip = hanging(elbow, angle1 + angle2)
  const high = middle[1] - acrobotScale
  return {
    ...{ width: side, height: side },
    shapes: [
      {
        kind: 'line',
        points: [
          [20, high],
          [side - 20, high],
        ],
        stroke: goalColour,
        strokeWidth: 3,
      },
      { kind: 'line', points: [middle, elbow], stroke: second, strokeWidth: 14 },
      { kind: 'line', points: [elbow, tip], stroke: first, strokeWidth: 12 },
      ...turning(elbow, 26, torque),
      dot(middle, 6, body),
      dot(elbow, 5, 'white'),
    ],
  }
}

/**
 * A pendulum.
 * @param angle from upright, counter-clockwise, radians
 * @param torque as a share of the strongest, -1 … 1
 */
export function drawPendulum(angle: number, torque: number): StateDrawing {
  const tip: Point = [middle[0] - pendulumScale * sin(angle), middle[1] - pendulumScale * cos(angle)]
  return {
    ...{ width: side, height: side },
    shapes: [
      { kind: 'circle', x: middle[0], y: middle[1], radius: pendulumScale, stroke: softInk },
      {
        kind: 'line',
        points: [
          [middle[0], 46],
          [middle[0], 60 - 28],
        ],
        stroke: goalColour,
        strokeWidth: 4,
      },
      { kind: 'line', points: [middle, tip], stroke: body, strokeWidth: 10 },
      dot(tip, 17, first),
      ...turning(middle, 34, torque),
      dot(middle, 7, softInk),
    ],
  }
}

function hanging([x, y]: Point, angle: number): Point {
  return [x + acrobotScale * sin(angle), y + acrobotScale * cos(angle)]
}

function dot([x, y]: Point, radius: number, fill: string): DrawnShape {
  return { kind: 'circle', x, y, radius, fill }
}

/** An arc with an arrow, as long as the torque is strong; positive is counter-clockwise. */
function turning([x, y]: Point, radius: number, torque: number): DrawnShape[] {
  const share = Math.min(1, Math.abs(torque))
  if (share < 0.05) return []
  const sense = Math.sign(torque)
  const sweep = 0.3 + 1.6 * share
  const on = (angle: number, at = radius): Point => [
    x + at * sin(-sense * angle),
    y - at * cos(-sense * angle),
  ]
  const arc = Array.from({ length: 13 }, (_, k) => on((sweep * (k - 6)) / 12))
  const end = sweep / 2
  return [
    { kind: 'line', points: arc, stroke: pushColour, strokeWidth: 4 },
    { kind: 'polygon', points: [on(end + 0.34), on(end, radius - 8), on(end, radius + 8)], fill: pushColour },
  ]
}
