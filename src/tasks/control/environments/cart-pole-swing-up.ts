/**
 * The pole hangs down at first. Equations of Deisenroth, "Efficient Reinforcement Learning using Gaussian Processes" (2010), appendix
 * C.2, https://doi.org/10.5445/KSP/1000019799, with the angle from upright; constants, start and reward as in CartPoleSwingUp of
 * EvoJAX (Tang, Tian and Ha 2022, https://arxiv.org/abs/2202.05008), its easy version.
 */
import { cos, sin } from '../../../math/float64/index.ts'
import { drawCart } from '../drawing/cart.ts'
import type { Environment } from '../environment.ts'

const gravity = 9.82
const cartMass = 0.5
const poleMass = 0.5
/** m */
const length = 0.6
/** Of the cart on its track, N s/m. */
const friction = 0.1
const track = 2.4
const limit = 10
const stepSeconds = 0.01

export const cartPoleSwingUp: Environment = {
  state: ['x (m)', 'velocity (m/s)', 'angle from upright (rad)', 'spin (rad/s)'],
  inputs: ['x / 2.4', 'velocity / 5', 'cos angle', 'sin angle', 'spin / 10'],
  control: { kind: 'range', limit, name: 'force / 10 N' },
  steps: 1000,
  stepSeconds,
  varied: true,
  start(state, at, { random }) {
    for (let s = 0; s < 4; s++) state[at + s] = 0.2 * random.normal() + (s === 2 ? Math.PI : 0)
  },
  observe(state, at, inputs, to) {
    inputs[to] = state[at]! / track
    inputs[to + 1] = state[at + 1]! / 5
    inputs[to + 2] = cos(state[at + 2]!)
    inputs[to + 3] = sin(state[at + 2]!)
    inputs[to + 4] = state[at + 3]! / 10
  },
  step(state, at, force) {
    const x = state[at]!
    const velocity = state[at + 1]!
    const angle = state[at + 2]!
    const spin = state[at + 3]!
    const s = sin(angle)
    const c = cos(angle)
    const total = cartMass + poleMass
    const free = force - friction * velocity
    const swing = poleMass * length * spin * spin * s
    const pull = (-2 * swing + 3 * poleMass * gravity * s * c + 4 * free) / (4 * total - 3 * poleMass * c * c)
    const turn =
      (-3 * swing * c + 6 * total * gravity * s + 6 * free * c) /
      (4 * length * total - 3 * poleMass * length * c * c)
    state[at] = x + stepSeconds * velocity
    state[at + 1] = velocity + stepSeconds * pull
    state[at + 2] = angle + stepSeconds * spin
    state[at + 3] = spin + stepSeconds * turn
    const upright = (cos(state[at + 2]!) + 1) / 2
    return upright * cos((state[at]! / track) * (Math.PI / 2))
  },
  over: (state, at) => !(Math.abs(state[at]!) <= track),
  draw: (state, at, force) =>
    drawCart({ x: state[at]!, track, poles: [{ angle: state[at + 2]!, length }], push: force / limit }),
}
