/**
 * Two poles of different lengths on one cart: Wieland, "Evolving neural network controllers for unstable systems" (1991),
 * https://doi.org/10.1109/IJCNN.1991.155416, with the constants, starts and fitness of Gomez, Schmidhuber and Miikkulainen,
 * "Accelerated Neural Evolution through Cooperatively Coevolved Synapses", JMLR 9 (2008), https://jmlr.org/papers/v9/gomez08a.html:
 * Runge-Kutta of order 4 with steps of 0.01 s, and a force that holds for two of them.
 */
import { cos, sin } from '../../../math/float64/index.ts'
import { drawCart } from '../drawing/cart.ts'
import type { Environment } from '../environment.ts'

const gravity = -9.8
const cartMass = 1
/** Of the cart on its track. */
const cartFriction = 0.0005
/** Of the joints of the poles. */
const jointFriction = 0.000002
/** Half the lengths of the poles, m, and their masses, kg. */
const halfLengths = [0.5, 0.05] as const
const masses = [0.1, 0.01] as const
const track = 2.4
/** 36°, radians. */
const tilt = (36 * Math.PI) / 180
/** The long pole starts at 4°, radians. */
const startTilt = (4 * Math.PI) / 180
const limit = 10
/** The step of the integration, s. */
const h = 0.01

/** (4, 6) slopes of the four stages, and (6) the state at a stage: scratch of one step. */
const slopes: Float64Array = new Float64Array(24)
const stage: Float64Array = new Float64Array(6)

/** Writes the derivative of a state (6) to the slopes of a stage, from `to` on. */
function derive(state: Float64Array, at: number, force: number, to: number): void {
  const velocity = state[at + 1]!
  let [push, mass] = [force - cartFriction * Math.sign(velocity), cartMass]
  const s1 = sin(state[at + 2]!)
  const c1 = cos(state[at + 2]!)
  const s2 = sin(state[at + 4]!)
  const c2 = cos(state[at + 4]!)
  const spin1 = state[at + 3]!
  const spin2 = state[at + 5]!
  const drag1 = (jointFriction * spin1) / (masses[0] * halfLengths[0]) + gravity * s1
  const drag2 = (jointFriction * spin2) / (masses[1] * halfLengths[1]) + gravity * s2
  push += masses[0] * halfLengths[0] * spin1 * spin1 * s1 + 0.75 * masses[0] * c1 * drag1
  push += masses[1] * halfLengths[1] * spin2 * spin2 * s2 + 0.75 * masses[1] * c2 * drag2
  mass += masses[0] * (1 - 0.75 * c1 * c1) + masses[1] * (1 - 0.75 * c2 * c2)
  const pull = push / mass
  slopes[to] = velocity
  slopes[to + 1] = pull
  slopes[to + 2] = spin1
  slopes[to + 3] = (-0.75 * (pull * c1 + drag1)) / halfLengths[0]
  slopes[to + 4] = spin2
  slopes[to + 5] = (-0.75 * (pull * c2 + drag2)) / halfLengths[1]
}

/** One step of Runge-Kutta. */
function integrate(state: Float64Array, at: number, force: number): void {
  derive(state, at, force, 0)
  for (let k = 1; k < 4; k++) {
    const share = k === 3 ? h : h / 2
    for (let s = 0; s < 6; s++) stage[s] = state[at + s]! + share * slopes[(k - 1) * 6 + s]!
    derive(stage, 0, force, k * 6)
  }
  for (let s = 0; s < 6; s++) {
    const sum = slopes[s]! + 2 * slopes[6 + s]! + 2 * slopes[12 + s]! + slopes[18 + s]!
    state[at + s] = state[at + s]! + (h / 6) * sum
  }
}

export const doublePole: Environment = {
  state: [
    ...['x (m)', 'velocity (m/s)', 'angle of the long pole (rad)', 'spin of the long pole (rad/s)'],
    ...['angle of the short pole (rad)', 'spin of the short pole (rad/s)'],
  ],
  inputs: [
    'x / 2.4',
    'velocity / 2',
    'long angle / 36°',
    'long spin / 2',
    'short angle / 36°',
    'short spin / 2',
  ],
  control: { kind: 'range', limit, name: 'force / 10 N' },
  steps: 100_000,
  stepSeconds: 2 * h,
  varied: false,
  start(state, at) {
    state.fill(0, at, at + 6)
    state[at + 2] = startTilt
  },
  observe(state, at, inputs, to) {
    inputs[to] = state[at]! / track
    inputs[to + 1] = state[at + 1]! / 2
    inputs[to + 2] = state[at + 2]! / tilt
    inputs[to + 3] = state[at + 3]! / 2
    inputs[to + 4] = state[at + 4]! / tilt
    inputs[to + 5] = state[at + 5]! / 2
  },
  step(state, at, force) {
    integrate(state, at, force)
    integrate(state, at, force)
    return 1
  },
  over: (state, at) =>
    !(Math.abs(state[at]!) <= track && Math.abs(state[at + 2]!) <= tilt && Math.abs(state[at + 4]!) <= tilt),
  unrest: (state, at) =>
    Math.abs(state[at]!) + Math.abs(state[at + 1]!) + Math.abs(state[at + 2]!) + Math.abs(state[at + 3]!),
  draw: (state, at, force) =>
    drawCart({
      ...{ x: state[at]!, track, push: force / limit },
      poles: halfLengths.map((half, pole) => ({ angle: state[at + 2 + 2 * pole]!, length: 2 * half })),
    }),
}

/** The same, where the network does not see how fast anything moves. */
export const doublePoleWithoutVelocities: Environment = {
  ...doublePole,
  inputs: ['x / 2.4', 'long angle / 36°', 'short angle / 36°'],
  observe(state, at, inputs, to) {
    inputs[to] = state[at]! / track
    inputs[to + 1] = state[at + 2]! / tilt
    inputs[to + 2] = state[at + 4]! / tilt
  },
}
