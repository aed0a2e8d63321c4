// Fitness modules for ../fitness.mjs: each does nothing, or a fixed amount of work.
const vector = { genome: { length: 100, lower: -1, upper: 1 }, direction: 'minimize' }

export const constant = { ...vector, evaluate: () => 1 }

export const network = { inputs: 4, outputs: 2, direction: 'minimize', evaluate: () => 1 }

export const asynchronous = { ...vector, evaluate: async () => 1 }

export const batch = { ...vector, evaluateBatch: (genomes) => genomes.map(() => 1) }

export const metrics = { ...vector, evaluate: () => ({ fitness: 1, metrics: { figure: 2 } }) }

export const random = { ...vector, evaluate: (_, context) => context.random.float64() }

/** Arithmetic whose length is given, and no memory. */
export const work = {
  ...vector,
  evaluate(genome, { options }) {
    let state = 1
    for (let turn = 0; turn < options.turns; turn++) state = (Math.imul(state, 1664525) + 1013904223) | 0
    return genome[0] + (state & 1)
  },
}
