import type { Evaluator } from '../../src/evaluation/evaluator.ts'
import type { Workplace } from '../../src/evaluation/handler.ts'
import { type LearningOptions, learners } from '../../src/evaluation/learning/options.ts'
import type { SupervisedScorerSpec } from '../../src/evaluation/scorers/supervised.ts'
import { createSupervisedEvaluation, type GradientSource } from '../../src/evaluation/supervised.ts'
import { Verdicts } from '../../src/evaluation/verdicts.ts'
import type { EngineName } from '../../src/kernels/index.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import { activation, createTopology, type Topology } from '../../src/model/topology.ts'
import { type StrategySpec, sharedOf } from '../../src/strategies/index.ts'
import { supervisedOf } from '../../src/tasks/capabilities.ts'
import type { Samples } from '../../src/tasks/supervised/dataset.ts'
import type { Task } from '../../src/tasks/task.ts'
import { testNumbers } from '../kernels/problem.ts'

const inputs = 3
const outputs = 2

function samples(count: number, next: () => number, weightOf: (() => number) | null): Samples {
  return {
    count,
    inputs: Float32Array.from({ length: count * inputs }, () => 2 * next() - 1),
    targets: Float32Array.from({ length: count * outputs }, next),
    weights: weightOf && Float32Array.from({ length: count }, weightOf),
  }
}

export const topology: Topology = createTopology(
  inputs,
  [16, 16, outputs],
  [activation('tanh'), activation('relu'), activation('sigmoid')],
)

/**
 * A task of random samples, whose metrics say how often the larger output is the larger target.
 * @param weightOf gives the weight of the next sample; default: samples have none
 */
export function randomTask(
  train: number,
  validation = 0,
  test = 0,
  weightOf: (() => number) | null = null,
): Task {
  const next = testNumbers(5)
  const names = Array.from({ length: inputs }, (_, i) => ({
    name: `x${i}`,
    kind: 'number' as const,
    missing: null,
  }))
  return {
    kind: 'classification',
    direction: 'minimize',
    fitnessName: 'mse',
    network: {
      inputs,
      outputs,
      outputActivation: 'sigmoid',
      fits: null,
      signature: {
        columns: names,
        scaling: null,
        outputs: { kind: 'numbers', names: ['a', 'b'], scaling: null },
      },
    },
    genome: null,
    supervised: {
      loss: 'mse',
      data: {
        train: samples(train, next, weightOf),
        validation: samples(validation, next, weightOf),
        test: samples(test, next, weightOf),
      },
      classWeights: null,
      validationField: 'task.data.validation',
      measure(answers, targets, count) {
        let right = 0
        for (let s = 0; s < count; s++) {
          if (answers[2 * s]! > answers[2 * s + 1]! === targets[2 * s]! > targets[2 * s + 1]!) right++
        }
        return { accuracy: right / count }
      },
    },
    custom: null,
    view: null,
    notes: [],
  }
}

interface WorkplaceOptions {
  /** The number of threads to make room for. */
  readonly workers?: number
  readonly batch?: number | null
  readonly learning?: LearningOptions
  readonly engine?: EngineName
  /** The search that makes the rows; default: rows are scored as they are. */
  readonly strategy?: StrategySpec
  /** How many genomes are in memory at a time; default: all. */
  readonly resident?: number
}

/** The loss of the task on all of its training part, or on batches. */
export function lossScorer(task: Task, batch: number | null): SupervisedScorerSpec {
  const { loss } = supervisedOf(task, 'task.kind')
  return { kind: 'supervised', loss, part: batch === null ? 'train' : 'batch' }
}

/** A memory with a random population of `rows` genomes, and its scorer. */
export function randomWorkplace(task: Task, rows: number, options: WorkplaceOptions = {}): Workplace {
  const {
    workers = 0,
    batch = null,
    learning = null,
    engine = 'wasm',
    strategy = null,
    resident = rows,
  } = options
  const { data } = supervisedOf(task, 'task.kind')
  const { train, validation, test } = data
  const memory = Arena.allocate(
    planArena({
      topology,
      rows,
      resident,
      slots: workers + 1,
      samples: {
        train: train.count,
        validation: validation.count,
        test: test.count,
        batch: batch ?? 0,
      },
      gradient: true,
      minibatch: learning?.descent.batchSize ?? 8,
      weighted: train.weights !== null,
      learned: learning === null ? 0 : learners(learning, rows),
    }),
  )
  const next = testNumbers(9)
  const { genomes } = memory.population
  for (let index = 0; index < genomes.length; index++) genomes[index] = 2 * next() - 1
  const spec = {
    seed: 1,
    direction: task.direction,
    engine,
    arithmetic: 'strict',
    scorer: lossScorer(task, batch),
    strategy,
    learning,
  } as const
  return { memory, shared: strategy === null ? {} : allocateShared(sharedOf(strategy)), spec }
}

/** A clock by which everything takes long, so that threads are always worth it. */
export function slowClock(): () => number {
  let ms = 0
  return () => ms++
}

/** An evaluator with a random population of `rows` genomes. */
export function randomEvaluator(
  task: Task,
  rows: number,
  options: WorkplaceOptions & {
    readonly onNotice?: (line: string) => void
    readonly clock?: () => number
  } = {},
): { evaluator: Evaluator; gradients: GradientSource; memory: Arena; workplace: Workplace } {
  const { workers = 0, batch = null, onNotice = () => {}, clock } = options
  const workplace = randomWorkplace(task, rows, options)
  const supervised = supervisedOf(task, 'task.kind')
  const scorer = lossScorer(task, batch)
  const verdicts = new Verdicts()
  const parts = {
    workplace,
    scorer,
    supervised,
    topology,
    batch,
    workers,
    remote: null,
    verdicts,
    onNotice,
    clock,
  }
  return { ...createSupervisedEvaluation(parts), memory: workplace.memory, workplace }
}
