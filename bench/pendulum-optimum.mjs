// How well the pendulum can be controlled at all, on the fresh episodes of `evolve play`: the best torque of each step by dynamic
// programming, backwards from the last step, over a grid of angles, spins and torques. The episodes are played with these torques, so
// a reward is one that can be had; with twice as many angles and spins the mean is 0.4 higher.
//   npm run build && node bench/pendulum-optimum.mjs [seeds, 1,2,3] [episodes, 100,2000] [angles, 400]
import { purpose } from '../dist/src/random/purpose.js'
import { RandomStream } from '../dist/src/random/stream.js'
import { pendulum } from '../dist/src/tasks/control/environments/pendulum.js'

const [seeds = '1,2,3', counts = '100,2000', fineness = '400'] = process.argv.slice(2)
/** The generation that the episodes of `evolve play` are drawn for. */
const playDrawn = 2 ** 32 - 2
/** A: angles of a turn; W: spins from -8 to 8; U: torques from -2 to 2. */
const [A, U] = [Number(fineness), 21]
const W = Math.round(0.8 * A) + 1
const fastest = 8
const { limit } = pendulum.control

/** A place between the points of the grid: the corner before it, and how far it is from there along both axes. */
const place = { angle: 0, after: 0, spin: 0, alongAngle: 0, alongSpin: 0 }
function locate(angle, spin) {
  const a = (angle / (2 * Math.PI) - Math.floor(angle / (2 * Math.PI))) * A
  const w = ((spin + fastest) / (2 * fastest)) * (W - 1)
  place.angle = Math.floor(a) % A
  place.after = (place.angle + 1) % A
  place.spin = Math.min(Math.floor(w), W - 2)
  place.alongAngle = a - Math.floor(a)
  place.alongSpin = w - place.spin
}

/** @param value (A, W) by bilinear interpolation */
function valueAt(value, angle, spin) {
  locate(angle, spin)
  const { alongAngle, alongSpin } = place
  const [one, other] = [place.angle * W + place.spin, place.after * W + place.spin]
  const here = value[one] + alongSpin * (value[one + 1] - value[one])
  return here + alongAngle * (value[other] + alongSpin * (value[other + 1] - value[other]) - here)
}

const values = solve()
console.log(`${A} angles, ${W} spins, ${U} torques`)
for (const seed of seeds.split(',').map(Number)) {
  for (const count of counts.split(',').map(Number)) {
    const rewards = Array.from({ length: count }, (_, episode) => play(seed, episode))
    const mean = rewards.reduce((sum, reward) => sum + reward, 0) / count
    console.log(`seed ${seed}, ${String(count).padStart(5)} episodes: mean reward ${mean.toFixed(1)}`)
  }
}

/** (steps + 1) of (A, W): what can be had from each state on, by the steps that are gone. */
function solve() {
  const size = A * W
  // Of each state and torque: the reward, where it leads, and how far from the corner there.
  const reward = new Float32Array(size * U)
  const corner = new Int32Array(size * U)
  const next = new Int32Array(size * U)
  const [along, up] = [new Float32Array(size * U), new Float32Array(size * U)]
  const state = new Float64Array(2)
  for (let s = 0, k = 0; s < size; s++) {
    for (let u = 0; u < U; u++, k++) {
      state[0] = (Math.floor(s / W) / A) * 2 * Math.PI
      state[1] = ((s % W) / (W - 1)) * 2 * fastest - fastest
      reward[k] = pendulum.step(state, 0, torque(u, U))
      locate(state[0], state[1])
      corner[k] = place.angle * W + place.spin
      next[k] = place.after * W + place.spin
      along[k] = place.alongAngle
      up[k] = place.alongSpin
    }
  }
  const values = Array.from({ length: pendulum.steps + 1 }, () => new Float32Array(size))
  for (let step = pendulum.steps - 1; step >= 0; step--) {
    const [value, later] = [values[step], values[step + 1]]
    for (let s = 0, k = 0; s < size; s++) {
      let best = Number.NEGATIVE_INFINITY
      for (let u = 0; u < U; u++, k++) {
        const [c, n] = [corner[k], next[k]]
        const here = later[c] + up[k] * (later[c + 1] - later[c])
        const there = later[n] + up[k] * (later[n + 1] - later[n])
        best = Math.max(best, reward[k] + here + along[k] * (there - here))
      }
      value[s] = best
    }
  }
  return values
}

function torque(index, count) {
  return limit * ((2 * index) / (count - 1) - 1)
}

/** The reward of an episode in which each torque is the best of so many. */
function play(seed, episode) {
  const fine = 4 * U + 1
  const [state, tried] = [new Float64Array(2), new Float64Array(2)]
  const random = new RandomStream({ seed, purpose: purpose.episode, generation: playDrawn, episode })
  pendulum.start(state, 0, { random })
  let sum = 0
  for (let step = 0; step < pendulum.steps; step++) {
    let [best, chosen] = [Number.NEGATIVE_INFINITY, 0]
    for (let u = 0; u < fine; u++) {
      tried.set(state)
      const expected =
        pendulum.step(tried, 0, torque(u, fine)) + valueAt(values[step + 1], tried[0], tried[1])
      if (expected > best) [best, chosen] = [expected, torque(u, fine)]
    }
    sum += pendulum.step(state, 0, chosen)
  }
  return sum
}
