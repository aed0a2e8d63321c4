/**
 * Barto, Sutton and Anderson, "Neuronlike adaptive elements that can solve difficult learning control problems" (1983),
 * https://doi.org/10.1109/TSMC.1983.6313077, as CartPole-v1 of Gymnasium has it: without friction, by Euler's method.
 */
import { cos, sin } from '../../../math/float64/index.ts'
import { drawCart } from '../drawing/cart.ts'
import { type Environment, uniform } from '../environment.ts'

const gravity = 9.8
const poleMass = 0.1
const totalMass = 1.1
/** Half the length of the pole, m. */
const halfLength = 0.5
const track = 2.4
/** 12°, radians. */
const tilt = (12 * Math.PI) / 180
const stepSeconds = 0.02

export const cartPole: Environment = {
  state: ['x (m)', 'velocity (m/s)', 'angle (rad)', 'spin (rad/s)'],
  inputs: ['x / 2.4', 'velocity / 3', 'angle / 12°', 'spin / 3'],
  control: { kind: 'choice', actions: [-10, 10], names: ['left', 'right'] },
  steps: 500,
  stepSeconds,
  varied: true,
  start(state, at, { random }) {
    for (let s = 0; s < 4; s++) state[at + s] = uniform(random, -0.05, 0.05)
  },
  observe(state, at, inputs, to) {
    inputs[to] = state[at]! / track
    inputs[to + 1] = state[at + 1]! / 3
    inputs[to + 2] = state[at + 2]! / tilt
    inputs[to + 3] = state[at + 3]! / 3
  },
  step(state, at, force) {
    const velocity = state[at + 1]!
    const angle = state[at + 2]!
    const spin = state[at + 3]!
    const s = sin(angle)
    const c = cos(angle)
    const push = (force + poleMass * halfLength * spin * spin * s) / totalMass
    const turn = (gravity * s - c * push) / (halfLength * (4 / 3 - (poleMass * c * c) / totalMass))
    const pull = push - (poleMass * halfLength * turn * c) / totalMass
    state[at] = state[at]! + stepSeconds * velocity
    state[at + 1] = velocity + stepSeconds * pull
    state[at + 2] = angle + stepSeconds * spin
    state[at + 3] = spin + stepSeconds * turn
    return 1
  },
  over: (state, at) => !(Math.abs(state[at]!) <= track && Math.abs(state[at + 2]!) <= tilt),
  draw: (state, at, force) =>
    drawCart({
      x: state[at]!,
      track,
      poles: [{ angle: state[at + 2]!, length: 2 * halfLength }],
      push: force / 10,
    }),
}
