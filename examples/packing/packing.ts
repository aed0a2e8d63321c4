// What to load into a van: how many parcels of each kind, so that they are worth the most. Weight and room are limited,
// and no more than a few of each kind are there. A genome is a list of whole numbers.
import { defineFitness } from 'evolve-mlp/fitness'
import { kinds, most, sum } from './parcels.ts'

export default defineFitness({
  direction: 'maximize',
  fitnessName: 'value',
  options: {
    /** kilograms */
    weight: 1000,
    /** litres */
    room: 4000,
  },
  genome: {
    length: kinds.length,
    names: kinds.map(({ name }) => name),
    lower: 0,
    upper: kinds.map(most),
    integer: true,
    initial: 0,
  },
  // Nothing is shared, but what is thrown here ends the run before it begins.
  share({ options }) {
    for (const [name, limit] of Object.entries(options)) {
      if (limit <= 0) throw new RangeError(`${name}: expected a number above 0, found ${limit}`)
    }
    return {}
  },
  evaluate(counts, { options }) {
    const weight = sum(counts, 'weight')
    const room = sum(counts, 'room')
    return {
      fitness: sum(counts, 'value'),
      // At most 0 where a limit is kept. Both are shares, so that a kilogram does not count more than a litre.
      constraints: [weight / options.weight - 1, room / options.room - 1],
      metrics: { kilograms: weight, litres: room },
    }
  },
})
