/** A lander above a plain on the moon. Metres, seconds, radians; x points right, y up, and angles turn clockwise. */

/** The share of full thrust of the main engine, 0 … 1, and of the turning jets, -1 … 1. */
export interface Controls {
  readonly thrust: number
  readonly turn: number
}

/** Where a flight begins. */
export interface Start {
  readonly x: number
  readonly y: number
  readonly vx: number
  readonly vy: number
  readonly angle: number
}

/** Seconds of a step. */
export const step = 0.05
/** Half of the width of the landing pad, whose middle is at x = 0. */
export const padHalf = 8
/** Seconds of full thrust. */
export const tank = 25

const gravity = 1.62
const mainAcceleration = 4
const turnAcceleration = 1.2

export class Flight {
  x: number
  y: number
  vx: number
  vy: number
  angle: number
  spin = 0
  fuel: number = tank
  /** The controls of the last step. */
  controls: Controls = { thrust: 0, turn: 0 }

  constructor({ x, y, vx, vy, angle }: Start) {
    this.x = x
    this.y = y
    this.vx = vx
    this.vy = vy
    this.angle = angle
  }

  /** Whether it is on the ground, or so far away that it is lost. */
  get over(): boolean {
    return this.y <= 0 || this.y > 300 || Math.abs(this.x) > 300
  }

  get speed(): number {
    return Math.hypot(this.vx, this.vy)
  }

  /** Whether it has come down on the pad, upright and softly. */
  get landed(): boolean {
    return (
      this.y <= 0 &&
      Math.abs(this.x) <= padHalf &&
      this.speed <= 2 &&
      Math.abs(this.angle) <= 0.25 &&
      Math.abs(this.spin) <= 0.5
    )
  }

  advance({ thrust, turn }: Controls): void {
    const engine = this.fuel > 0 ? Math.min(1, Math.max(0, thrust)) : 0
    const jets = Math.min(1, Math.max(-1, turn))
    this.controls = { thrust: engine, turn: jets }
    this.fuel = Math.max(0, this.fuel - engine * step)
    this.spin += jets * turnAcceleration * step
    this.angle += this.spin * step
    this.vx += engine * mainAcceleration * Math.sin(this.angle) * step
    this.vy += (engine * mainAcceleration * Math.cos(this.angle) - gravity) * step
    this.x += this.vx * step
    this.y += this.vy * step
  }
}
