import { setFlagsFromString } from 'node:v8'
import { SampleObjective } from '../../dist/src/evaluation/learning/objective.js'
import { Descent } from '../../dist/src/gradient/descent.js'
import { optimisers } from '../../dist/src/gradient/optimisers/index.js'
import { descentDefaults } from '../../dist/src/gradient/options.js'
import { resolveComputation } from '../../dist/src/kernels/computation.js'
import { engines } from '../../dist/src/kernels/index.js'
import { Arena } from '../../dist/src/memory/arena.js'
import { planArena } from '../../dist/src/memory/plan.js'
import { defaultInitialisation, initialDistribution } from '../../dist/src/model/initialisers.js'
import { activation, createTopology } from '../../dist/src/model/topology.js'
import { drawPrior } from '../../dist/src/random/prior.js'
import { purpose } from '../../dist/src/random/purpose.js'
import { RandomStream } from '../../dist/src/random/stream.js'

/**
 * This project's side: 784-128-10 relu softmax, cross-entropy, Adam 1e-3, minibatches of 64, shuffled each epoch, on one thread.
 *
 * @param data inputs (S, 784) from 0 to 1 and targets (S, 10) one-hot, float32; samples: S
 * @param choice auto, strict or fused
 * @returns description, for the table; epoch: trains one epoch and resolves to its milliseconds; loss: the mean
 *   cross-entropy over all S samples; accuracy: for other data of the same form
 */
export async function createOurs({ inputs, targets, samples }, choice = 'auto') {
  setFlagsFromString('--experimental-wasm-relaxed-simd')
  const { engine, arithmetic } = resolveComputation({ engine: 'auto', arithmetic: choice })
  const topology = createTopology(784, [128, 10], [activation('relu'), activation('softmax')])
  const batchSize = 64
  const counts = { train: samples, validation: 0, test: 0, batch: 0 }
  const plan = planArena({
    topology,
    rows: 1,
    slots: 1,
    samples: counts,
    gradient: true,
    minibatch: batchSize,
  })
  const arena = Arena.allocate(plan)
  const train = arena.dataset.load('train', samples, inputs, targets)
  arena.dataset.list(inputs, targets)
  const kernel = engines[engine].kernel(arena, arithmetic, 0)
  const objective = new SampleObjective(arena, 0, kernel, 'cross-entropy', engines[engine].optimisers(arena))
  const stream = new RandomStream({ seed: 1, purpose: purpose.initial })
  drawPrior(initialDistribution(topology, defaultInitialisation), objective.parameters, stream)
  const optimizer = { kind: 'adam', ...optimisers.adam.defaults }
  const options = { ...descentDefaults, optimizer, learningRate: 1e-3, batchSize }
  const id = { seed: 1, purpose: purpose.minibatch }
  const descent = new Descent(objective, options, id, Number.POSITIVE_INFINITY)
  return {
    description: `evolve-mlp, ${arithmetic}, one thread`,
    epoch() {
      const start = performance.now()
      for (let step = 0; step < descent.stepsPerEpoch; step++) descent.step()
      return Promise.resolve(performance.now() - start)
    },
    loss: () => kernel.loss(objective.parametersAt, train, 'cross-entropy'),
  }
}
