// Fits the five parameters of a damped oscillation to a noisy measurement. There is no network: a genome is the list of
// the parameters, in their own units.
import { defineFitness } from 'evolve-mlp/fitness'
import { measure } from './measurement.ts'
import { parameters, voltage } from './oscillation.ts'

export default defineFitness({
  direction: 'minimize',
  fitnessName: 'squared error',
  options: {
    samples: 2000,
    seconds: 6,
    /** millivolts */
    noise: 20,
  },
  genome: {
    length: parameters.length,
    names: parameters.map(({ name }) => name),
    lower: parameters.map(({ lower }) => lower),
    upper: parameters.map(({ upper }) => upper),
  },
  // Made once a run, and read by all workers from the same memory.
  share: ({ options, seed }) => measure(options, seed),
  evaluate(genome, context) {
    const { seconds, millivolts } = context.shared
    let squares = 0
    for (let k = 0; k < seconds.length; k++) {
      squares += (voltage(genome, seconds[k]) - millivolts[k]) ** 2
      // Each sample adds to the error, so an individual that is too bad already cannot become a parent.
      if (k % 200 === 199) context.prune(squares / seconds.length)
    }
    const fitness = squares / seconds.length
    return { fitness, metrics: { 'rms error (mV)': Math.sqrt(fitness) } }
  },
})
