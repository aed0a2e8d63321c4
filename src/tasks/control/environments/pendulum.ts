/**
 * A pendulum whose motor is too weak to lift it at once: a classic of control, as Pendulum-v1 of Gymnasium has it. The angle is 0
 * upright and grows counter-clockwise.
 */
import { cos, sin } from '../../../math/float64/index.ts'
import { drawPendulum } from '../drawing/links.ts'
import { clamp, type Environment, uniform } from '../environment.ts'

/** m/s², kg, m */
const [gravity, mass, length] = [10, 1, 1]
const fastest = 8
/** N m */
const limit = 2
const stepSeconds = 0.05

/** The same angle in [-π, π). */
function normalised(angle: number): number {
  const turns = Math.floor((angle + Math.PI) / (2 * Math.PI))
  return angle - 2 * Math.PI * turns
}

export const pendulum: Environment = {
  state: ['angle from upright (rad)', 'spin (rad/s)'],
  inputs: ['cos angle', 'sin angle', 'spin / 8'],
  control: { kind: 'range', limit, name: 'torque / 2 N m' },
  steps: 200,
  stepSeconds,
  varied: true,
  start(state, at, { random }) {
    state[at] = uniform(random, -Math.PI, Math.PI)
    state[at + 1] = uniform(random, -1, 1)
  },
  observe(state, at, inputs, to) {
    inputs[to] = cos(state[at]!)
    inputs[to + 1] = sin(state[at]!)
    inputs[to + 2] = state[at + 1]! / fastest
  },
  step(state, at, torque) {
    const angle = state[at]!
    const spin = state[at + 1]!
    const away = normalised(angle)
    const cost = away * away + 0.1 * spin * spin + 0.001 * torque * torque
    const turn = ((3 * gravity) / (2 * length)) * sin(angle) + (3 / (mass * length * length)) * torque
    const next = clamp(spin + turn * stepSeconds, -fastest, fastest)
    state[at] = angle + next * stepSeconds
    state[at + 1] = next
    return -cost
  },
  over: () => false,
  draw: (state, at, torque) => drawPendulum(state[at]!, torque / limit),
}
