// A network lands on the moon. Each episode is a flight from another start.
import { defineFitness, type FitnessNetwork, type FitnessRandom } from 'evolve-mlp/fitness'
import { drawFlight } from './picture.ts'
import { type Controls, Flight, padHalf, tank } from './simulator.ts'

/** A start somewhere above the plain, in motion and not upright. */
function newFlight(random: FitnessRandom): Flight {
  const between = (low: number, high: number): number => low + (high - low) * random.float64()
  return new Flight({
    x: between(-60, 60),
    y: between(60, 110),
    vx: between(-6, 6),
    vy: between(-5, 2),
    angle: between(-0.6, 0.6),
  })
}

/** Scratch of a worker, so that a flight of hundreds of steps makes no garbage. */
interface Cockpit {
  readonly senses: Float32Array
  readonly outputs: Float32Array
  /** The flight that is drawn, and for how many frames it has been over. */
  drawn: { readonly flight: Flight; rest: number } | null
}

function decide(network: FitnessNetwork, flight: Flight, { senses, outputs }: Cockpit): Controls {
  senses[0] = flight.x / 50
  senses[1] = flight.y / 50
  senses[2] = flight.vx / 10
  senses[3] = flight.vy / 10
  senses[4] = flight.angle
  senses[5] = flight.spin
  network.forward(senses, outputs)
  return { thrust: outputs[0], turn: outputs[1] }
}

/** 1 to 1.5 for a landing, by the fuel that is left. For a crash 0 to 0.9: the nearer to a landing, the more. */
function score(flight: Flight): number {
  if (flight.landed) return 1 + flight.fuel / tank / 2
  const beside = Math.max(0, Math.abs(flight.x) - padHalf / 2) / 20
  const above = Math.max(0, flight.y) / 20
  const miss = beside + above + flight.speed / 5 + Math.abs(flight.angle) + Math.abs(flight.spin) / 2
  return 0.9 / (1 + miss)
}

export default defineFitness({
  inputs: 6,
  outputs: 2,
  inputNames: ['x', 'height', 'speed right', 'speed up', 'angle', 'spin'],
  outputNames: ['thrust', 'turn'],
  direction: 'maximize',
  fitnessName: 'score',
  setup: (): Cockpit => ({ senses: new Float32Array(6), outputs: new Float32Array(2), drawn: null }),
  evaluate(network, context) {
    const flight = newFlight(context.random)
    // Whoever still flies when the budget is used up gets this.
    context.settle({ fitness: 0, metrics: { landed: 0, 'fuel left': 0 } })
    while (!flight.over) {
      context.tick()
      flight.advance(decide(network, flight, context.state))
    }
    const { landed, fuel } = flight
    return {
      fitness: score(flight),
      metrics: { landed: landed ? 1 : 0, 'fuel left': landed ? fuel / tank : 0 },
      behaviour: [flight.x, flight.speed],
    }
  },
  draw(frame, network, { state, random }) {
    if (frame === 0) state.drawn = { flight: newFlight(random), rest: 0 }
    const { drawn } = state
    // The end stays in view for a second. A flight that never ends is cut off.
    if (drawn === null || drawn.rest > 10 || frame === 400) return null
    const { flight } = drawn
    const picture = drawFlight(flight)
    if (flight.over) drawn.rest++
    // A frame is a tenth of a second: two steps.
    for (let k = 0; k < 2 && !flight.over; k++) flight.advance(decide(network, flight, state))
    return picture
  },
})
