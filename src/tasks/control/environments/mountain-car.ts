/**
 * A car in a valley whose motor is too weak to climb out of it: Moore, "Efficient Memory-based Learning for Robot Control" (1990),
 * https://www.cl.cam.ac.uk/techreports/UCAM-CL-TR-209.html, and Sutton and Barto, "Reinforcement Learning" (2018), example 10.1, as
 * MountainCar-v0 and MountainCarContinuous-v0 of Gymnasium have it.
 */
import { cos } from '../../../math/float64/index.ts'
import { drawHill } from '../drawing/hill.ts'
import { clamp, type Environment, uniform } from '../environment.ts'

const [left, right] = [-1.2, 0.6]
const fastest = 0.07
const gravity = 0.0025

/** Moves the car on, by a force in units of acceleration a step. */
function drive(state: Float64Array, at: number, force: number): void {
  const x = state[at]!
  let velocity = clamp(state[at + 1]! + force - gravity * cos(3 * x), -fastest, fastest)
  const next = clamp(x + velocity, left, right)
  // The wall at the left stops the car.
  if (next === left && velocity < 0) velocity = 0
  state[at] = next
  state[at + 1] = velocity
}

/** Whether the car stands on the goal or beyond, and does not roll back. */
function reached(state: Float64Array, at: number, goal: number): boolean {
  return state[at]! >= goal && state[at + 1]! >= 0
}

/** What both have in common. */
const car: Pick<Environment, 'state' | 'inputs' | 'stepSeconds' | 'varied' | 'start' | 'observe'> = {
  state: ['x', 'velocity (a step)'],
  inputs: ['(x + 0.3) / 0.9', 'velocity / 0.07'],
  // The sources give none; so a film is as fast as it is usually shown.
  stepSeconds: 1 / 30,
  varied: true,
  start(state, at, { random }) {
    state[at] = uniform(random, -0.6, -0.4)
    state[at + 1] = 0
  },
  observe(state, at, inputs, to) {
    inputs[to] = (state[at]! + 0.3) / 0.9
    inputs[to + 1] = state[at + 1]! / fastest
  },
}

const goal = 0.5

export const mountainCar: Environment = {
  ...car,
  control: { kind: 'choice', actions: [-1, 0, 1], names: ['left', 'nothing', 'right'] },
  steps: 200,
  step(state, at, action) {
    drive(state, at, 0.001 * action)
    return -1
  },
  over: (state, at) => reached(state, at, goal),
  draw: (state, at, action) => drawHill({ x: state[at]!, left, right, goal, push: action }),
}

const continuousGoal = 0.45

export const mountainCarContinuous: Environment = {
  ...car,
  control: { kind: 'range', limit: 1, name: 'force' },
  steps: 999,
  step(state, at, action) {
    drive(state, at, 0.0015 * action)
    return (reached(state, at, continuousGoal) ? 100 : 0) - 0.1 * action * action
  },
  over: (state, at) => reached(state, at, continuousGoal),
  draw: (state, at, action) => drawHill({ x: state[at]!, left, right, goal: continuousGoal, push: action }),
}
