import type { DrawnFrame, DrawnShape } from 'evolve-mlp/fitness'
import { type Flight, padHalf, tank } from './simulator.ts'

type Point = readonly [x: number, y: number]

const width = 480
const height = 320
/** Pixels a metre. */
const zoom = 2.4
const ground = height - 24

/** The lander is drawn larger than it is. Its outline in pixels, upright around the middle of its feet. */
const hull: readonly Point[] = [
  [-8, -5],
  [-6, -18],
  [6, -18],
  [8, -5],
]
const legs: readonly (readonly Point[])[] = [
  [
    [-7, -6],
    [-12, 0],
  ],
  [
    [7, -6],
    [12, 0],
  ],
]

/** A picture of a flight as it is now. */
export function drawFlight(flight: Flight): DrawnFrame {
  const { angle, controls, fuel, speed, x, y } = flight
  const sideways = Math.cos(angle)
  const upwards = Math.sin(angle)
  const place = ([right, down]: Point): Point => [
    width / 2 + x * zoom + right * sideways - down * upwards,
    ground - Math.max(0, y) * zoom + right * upwards + down * sideways,
  ]
  const colour = flight.landed ? '#2a7f3f' : flight.over ? '#b3261e' : '#37474f'
  const flame = 4 + 22 * controls.thrust
  const jet = 14 * controls.turn
  const shapes: DrawnShape[] = [
    { kind: 'rectangle', x: 0, y: 0, width, height: ground, fill: '#eef2f6' },
    { kind: 'rectangle', x: 0, y: ground, width, height: height - ground, fill: '#c9c2b6' },
    { kind: 'rectangle', ...pad, fill: '#e8a317' },
  ]
  if (controls.thrust > 0.02 && !flight.over) {
    const points = [place([-4, -5]), place([0, flame - 5]), place([4, -5])]
    shapes.push({ kind: 'polygon', points, fill: '#ff7043' })
  }
  if (Math.abs(jet) > 1 && !flight.over) {
    // Turning clockwise, the jet blows to the left of the top.
    const points = [place([-6 * Math.sign(jet), -17]), place([-6 * Math.sign(jet) - jet, -17])]
    shapes.push({ kind: 'line', points, stroke: '#64b5f6', strokeWidth: 3 })
  }
  for (const leg of legs)
    shapes.push({ kind: 'line', points: leg.map(place), stroke: colour, strokeWidth: 2 })
  shapes.push({ kind: 'polygon', points: hull.map(place), fill: colour })
  const end = flight.landed ? ', landed' : flight.over ? ', crashed' : ''
  shapes.push({
    ...{ kind: 'text', x: 12, y: 22, fill: '#37474f' },
    text: `speed ${speed.toFixed(1)} m/s, fuel ${Math.round((100 * fuel) / tank)} %${end}`,
  })
  return { width, height, shapes }
}

const pad = { x: width / 2 - padHalf * zoom, y: ground, width: 2 * padHalf * zoom, height: 5 } as const
