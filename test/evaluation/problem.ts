import { DataEvaluator, type DataEvaluatorOptions } from '../../src/evaluation/data-evaluator.ts'
import { type LearningOptions, learners } from '../../src/evaluation/learning.ts'
import type { EngineName } from '../../src/kernels/index.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import type { Samples } from '../../src/tasks/supervised/dataset.ts'
import type { Task } from '../../src/tasks/task.ts'
import { testNumbers } from '../kernels/problem.ts'

const inputs = 3
const outputs = 2

function samples(count: number, next: () => number): Samples {
  return {
    count,
    inputs: Float32Array.from({ length: count * inputs }, () => 2 * next() - 1),
    targets: Float32Array.from({ length: count * outputs }, next),
  }
}

/** A task of random samples, whose metrics say how often the larger output is the larger target. */
export function randomTask(train: number, validation = 0, test = 0): Task {
  const next = testNumbers(5)
  const names = Array.from({ length: inputs }, (_, i) => ({
    name: `x${i}`,
    kind: 'number' as const,
    missing: null,
  }))
  return {
    kind: 'classification',
    direction: 'minimize',
    loss: 'mse',
    data: {
      inputs,
      outputs,
      signature: {
        columns: names,
        scaling: null,
        outputs: { kind: 'numbers', names: ['a', 'b'], scaling: null },
      },
      train: samples(train, next),
      validation: samples(validation, next),
      test: samples(test, next),
      notes: [],
    },
    measure(answers, targets, count) {
      let right = 0
      for (let s = 0; s < count; s++) {
        if (answers[2 * s]! > answers[2 * s + 1]! === targets[2 * s]! > targets[2 * s + 1]!) right++
      }
      return { accuracy: right / count }
    },
  }
}

/** An evaluator whose population of `rows` genomes is random. */
export function randomEvaluator(
  task: Task,
  rows: number,
  options: Partial<DataEvaluatorOptions> & { learning?: LearningOptions; engine?: EngineName } = {},
): { evaluator: DataEvaluator; arena: Arena } {
  const topology = createTopology(
    inputs,
    [16, 16, outputs],
    [activation('tanh'), activation('relu'), activation('sigmoid')],
  )
  const workers = options.workers ?? 0
  const { learning } = options
  const { train, validation, test } = task.data
  const arena = Arena.allocate(
    planArena({
      topology,
      rows,
      slots: workers + 1,
      samples: {
        train: train.count,
        validation: validation.count,
        test: test.count,
        batch: options.batch ?? 0,
      },
      gradient: true,
      minibatch: learning?.descent.batchSize ?? 8,
      learned: learning === undefined ? 0 : learners(learning, rows),
    }),
  )
  const next = testNumbers(9)
  arena.population.genomes.forEach((_, index) => {
    arena.population.genomes[index] = 2 * next() - 1
  })
  const evaluator = new DataEvaluator(
    arena,
    task,
    { engine: options.engine ?? 'wasm', arithmetic: 'strict', loss: task.loss, learning, seed: 1 },
    { workers, batch: null, onNotice: () => {}, ...options },
  )
  return { evaluator, arena }
}
