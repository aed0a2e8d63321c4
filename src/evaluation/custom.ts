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
import { quickestExecutor } from './quickest.ts'
import { FitnessHost, type Log } from './scorers/custom/host.ts'
import type { CustomScorerSpec } from './scorers/custom/spec.ts'
import { VerdictExecutor, type Verdicts } from './verdicts.ts'

/** The options of the evaluation of a fitness that is code. */
export interface CustomParts {
  readonly workplace: Workplace
  readonly scorer: CustomScorerSpec
  /** The fitness itself if it is an object of this process; null to load its module. */
  readonly fitness: Fitness | null
  /** The number of threads; 0 scores in process. */
  readonly workers: number
  /** Scores instead of this process and its threads; null for none. */
  readonly remote: Executor | null
  readonly policy: FaultPolicy
  /** Evaluate in processes instead of threads. */
  readonly isolate: boolean
  /** Limit of a worker's heap, MiB; null for the default of Node.js. */
  readonly heapMiB: number | null
  readonly log: Log
  /** What the clock or the machine has decided, and decides. */
  readonly verdicts: Verdicts
  /** Whether the fitness is part of the program, and so may run on the coordinator too. */
  readonly shipped: boolean
  /** Called once if threads for such a fitness are not worth starting. */
  readonly onNotice: (line: string) => void
}

/** Builds the parts that score with such code. No thread starts yet; with threads, none that is the user's runs here. */
export function createCustomEvaluation(parts: CustomParts): Evaluator {
  const { workplace, workers, verdicts } = parts
  return new PopulationEvaluator({
    workplace,
    executor: new VerdictExecutor(parts.remote ?? executorOf(parts), workplace, verdicts),
    workers,
    judge: judgeOf(parts.scorer),
    learning: null,
  })
}

function executorOf(parts: CustomParts): Executor {
  const { workplace, scorer, fitness, workers, policy, isolate, heapMiB, log, shipped, onNotice } = parts
  if (workers === 0 || shipped) {
    const host = new FitnessHost(scorer, workplace.spec.seed, log, fitness)
    const own = new Handler(workplace, workplace.memory.plan.slots - 1, host)
    return shipped ? quickestExecutor(workplace, own, { workers, onNotice }) : new InProcessExecutor(own)
  }
  const options = { policy, heapMiB, log }
  return new LateExecutor(() =>
    isolate
      ? new IsolatedExecutor(workplace, workers, options)
      : new PoolExecutor(workplace, workers, options),
  )
}

/** A fitness that is code has no parts of data: that of the run is the only one. */
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
