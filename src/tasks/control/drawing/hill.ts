import { cos, sin } from '../../../math/float64/index.ts'
import type { DrawnShape } from '../../custom/drawn.ts'
import type { StateDrawing } from '../environment.ts'
import { body, first, goalColour, ground, ink, softInk } from './colours.ts'
import type { Point } from './point.ts'

/** A car in a valley. */
export interface HillView {
  readonly x: number
  readonly left: number
  readonly right: number
  readonly goal: number
  /** The force, as a share of the strongest, -1 … 1. */
  readonly push: number
}

const [width, height] = [600, 340]
/** Pixels a unit of height, and where height 0 is. */
const [steepness, base] = [230, 310]

export function drawHill({ x, left, right, goal, push }: HillView): StateDrawing {
  const scale = width / (right - left)
  const across = (place: number): number => (place - left) * scale
  const up = (place: number): number => base - steepness * (0.45 * sin(3 * place) + 0.55)
  const hill = Array.from({ length: 101 }, (_, k): Point => {
    const place = left + (k / 100) * (right - left)
    return [across(place), up(place)]
  })
  // The car is turned as the hill is: its slope in pixels.
  const slope = (-1.35 * cos(3 * x) * steepness) / scale
  const length = Math.sqrt(1 + slope * slope)
  const [along, down] = [1 / length, slope / length]
  const place = ([forward, above]: Point): Point => [
    across(x) + forward * along + above * down,
    up(x) + forward * down - above * along,
  ]
  const flag = [across(goal), up(goal)] as const
  const shapes: DrawnShape[] = [
    { kind: 'polygon', points: [...hill, [width, height], [0, height]], fill: ground },
    { kind: 'line', points: hill, stroke: softInk, strokeWidth: 3 },
    { kind: 'line', points: [flag, [flag[0], flag[1] - 52]], stroke: ink, strokeWidth: 2 },
    {
      ...{ kind: 'polygon', fill: goalColour },
      points: [
        [flag[0], flag[1] - 52],
        [flag[0] + 26, flag[1] - 43],
        [flag[0], flag[1] - 34],
      ],
    },
  ]
  if (Math.abs(push) > 0.02) {
    // The wheels throw dust to the other side.
    const behind = -Math.sign(push)
    const points: Point[] = [
      [behind * 24, 10],
      [behind * (24 + 26 * Math.min(1, Math.abs(push))), 14],
      [behind * 24, 19],
    ]
    shapes.push({ kind: 'polygon', points: points.map(place), fill: first })
  }
  shapes.push(
    { kind: 'polygon', points: carOutline.map(place), fill: body },
    ...[-13, 13].map((wheel): DrawnShape => {
      const [atX, atY] = place([wheel, 7])
      return { kind: 'circle', x: atX, y: atY, radius: 7, fill: ink }
    }),
  )
  return { width, height, shapes }
}

/** Seen from the ground under its middle, pixels forward and up. */
const carOutline: readonly Point[] = [
  [-24, 8],
  [-24, 19],
  [-12, 21],
  [-7, 30],
  [9, 30],
  [14, 21],
  [24, 18],
  [24, 8],
]
