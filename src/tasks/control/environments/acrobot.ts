/**
 * Two links that hang from a joint; a motor turns the joint between them: Sutton, "Generalization in Reinforcement Learning: Successful
 * Examples Using Sparse Coarse Coding" (1996), with the equations of Sutton and Barto's book, as Acrobot-v1 of Gymnasium has it:
 * one step of Runge-Kutta, of order 4, every 0.2 s.
 */
import { cos, sin } from '../../../math/float64/index.ts'
import { drawAcrobot } from '../drawing/links.ts'
import { clamp, type Environment, uniform } from '../environment.ts'

const gravity = 9.8
/** The links are 1 m and 1 kg each, with the centre of mass in the middle and a moment of inertia of 1 kg m². */
const inertia = 1
const centre = 0.5
const [fastest1, fastest2] = [4 * Math.PI, 9 * Math.PI]
const stepSeconds = 0.2

/** (4, 4) slopes of the four stages, and (4) the state at a stage: scratch of one step. */
const slopes: Float64Array = new Float64Array(16)
const stage: Float64Array = new Float64Array(4)

/** Writes the derivative of a state (4) to the slopes of a stage, from `to` on. */
function derive(state: Float64Array, at: number, torque: number, to: number): void {
  const angle1 = state[at]!
  const angle2 = state[at + 1]!
  const spin1 = state[at + 2]!
  const spin2 = state[at + 3]!
  const s2 = sin(angle2)
  const c2 = cos(angle2)
  const d1 = centre * centre + (1 + centre * centre + 2 * centre * c2) + 2 * inertia
  const d2 = centre * centre + centre * c2 + inertia
  // cos(α - π/2) = sin α
  const phi2 = centre * gravity * sin(angle1 + angle2)
  const phi1 =
    -centre * spin2 * spin2 * s2 -
    2 * centre * spin2 * spin1 * s2 +
    (centre + 1) * gravity * sin(angle1) +
    phi2
  const turn2 =
    (torque + (d2 / d1) * phi1 - centre * spin1 * spin1 * s2 - phi2) /
    (centre * centre + inertia - (d2 * d2) / d1)
  slopes[to] = spin1
  slopes[to + 1] = spin2
  slopes[to + 2] = -(d2 * turn2 + phi1) / d1
  slopes[to + 3] = turn2
}

function wrap(angle: number): number {
  let wrapped = angle
  while (wrapped > Math.PI) wrapped -= 2 * Math.PI
  while (wrapped < -Math.PI) wrapped += 2 * Math.PI
  return wrapped
}

/** Whether the tip is more than 1 m above the fixed joint. */
function isHigh(state: Float64Array, at: number): boolean {
  return -cos(state[at]!) - cos(state[at + 1]! + state[at]!) > 1
}

export const acrobot: Environment = {
  state: ['angle 1 (rad)', 'angle 2 (rad)', 'spin 1 (rad/s)', 'spin 2 (rad/s)'],
  inputs: ['cos angle 1', 'sin angle 1', 'cos angle 2', 'sin angle 2', 'spin 1 / 4π', 'spin 2 / 9π'],
  control: { kind: 'choice', actions: [-1, 0, 1], names: ['torque -1', 'torque 0', 'torque 1'] },
  steps: 500,
  stepSeconds,
  varied: true,
  start(state, at, { random }) {
    for (let s = 0; s < 4; s++) state[at + s] = uniform(random, -0.1, 0.1)
  },
  observe(state, at, inputs, to) {
    inputs[to] = cos(state[at]!)
    inputs[to + 1] = sin(state[at]!)
    inputs[to + 2] = cos(state[at + 1]!)
    inputs[to + 3] = sin(state[at + 1]!)
    inputs[to + 4] = state[at + 2]! / fastest1
    inputs[to + 5] = state[at + 3]! / fastest2
  },
  step(state, at, torque) {
    derive(state, at, torque, 0)
    for (let k = 1; k < 4; k++) {
      const share = k === 3 ? stepSeconds : stepSeconds / 2
      for (let s = 0; s < 4; s++) stage[s] = state[at + s]! + share * slopes[(k - 1) * 4 + s]!
      derive(stage, 0, torque, k * 4)
    }
    for (let s = 0; s < 4; s++) {
      const sum = slopes[s]! + 2 * slopes[4 + s]! + 2 * slopes[8 + s]! + slopes[12 + s]!
      state[at + s] = state[at + s]! + (stepSeconds / 6) * sum
    }
    state[at] = wrap(state[at]!)
    state[at + 1] = wrap(state[at + 1]!)
    state[at + 2] = clamp(state[at + 2]!, -fastest1, fastest1)
    state[at + 3] = clamp(state[at + 3]!, -fastest2, fastest2)
    return isHigh(state, at) ? 0 : -1
  },
  over: isHigh,
  draw: (state, at, torque) => drawAcrobot(state[at]!, state[at + 1]!, torque),
}
