import type { Fitness } from '../tasks/custom/fitness.ts'
import type { Evaluator, SplitScores } from './evaluator.ts'
import type { Executor } from './executor.ts'
import type { FaultPolicy } from './faults.ts'
import { Handler, type Workplace } from './handler.ts'
import { InProcessExecutor } from './in-process.ts'
import { IsolatedExecutor } from './isolated.ts'
import { LateExecutor } from './late.ts'
import { PoolExecutor } from './pool.ts'
import { type Judge, PopulationEvaluator } from './population-evaluator.ts'
import { FitnessHost, type Log } from './scorers/custom/host.ts'
import type { CustomScorerSpec } from './scorers/custom/spec.ts'
import { VerdictExecutor, type Verdicts } from './verdicts.ts'

/** The options of the evaluation of a fitness of the user's own. */
export interface CustomParts {
  readonly workplace: Workplace
  readonly scorer: CustomScorerSpec
  /** The fitness itself if it is an object of this process; null to load its module. */
  readonly fitness: Fitness | null
  /** The number of threads; 0 scores in process. */
  readonly workers: number
  readonly policy: FaultPolicy
  /** Evaluate in processes instead of threads. */
  readonly isolate: boolean
  /** Limit of a worker's heap, MiB; null for the default of Node.js. */
  readonly heapMiB: number | null
  readonly log: Log
  /** What the clock or the machine has decided, and decides. */
  readonly verdicts: Verdicts
}

/** Builds the parts that score with the user's code. No thread starts yet; with threads, none of it runs here. */
export function createCustomEvaluation(parts: CustomParts): Evaluator {
  const { workplace, workers, verdicts } = parts
  return new PopulationEvaluator({
    workplace,
    executor: new VerdictExecutor(executorOf(parts), workplace, verdicts),
    workers,
    judge: judgeOf(parts.scorer),
    learning: null,
  })
}

function executorOf(parts: CustomParts): Executor {
  const { workplace, scorer, fitness, workers, policy, isolate, heapMiB, log } = parts
  if (workers === 0) {
    const host = new FitnessHost(scorer, workplace.spec.seed, log, fitness)
    return new InProcessExecutor(new Handler(workplace, workplace.memory.plan.slots - 1, host))
  }
  const options = { policy, heapMiB, log }
  return new LateExecutor(() =>
    isolate
      ? new IsolatedExecutor(workplace, workers, options)
      : new PoolExecutor(workplace, workers, options),
  )
}

/** A fitness of the user's own has no parts of data: that of the run is the only one. */
function judgeOf({ episodes }: CustomScorerSpec): Judge {
  return {
    resampled: false,
    whole: null,
    charge: episodes,
    prepare() {},
    scores: ({ fitness, metrics = {} }): SplitScores => ({
      train: { fitness, metrics },
      validation: null,
      test: null,
    }),
  }
}
