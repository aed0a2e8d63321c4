import type { z } from 'zod'
import type { ComputationChoice } from '../kernels/computation.ts'
import { engineNames } from '../kernels/index.ts'
import type { StopCriteria } from '../run/stop.ts'
import { type CheckpointConfig, checkpointSchema } from './schema/checkpoint.ts'
import { type CompareConfig, compareSchema } from './schema/compare.ts'
import { type ExecutorConfig, executorSchema } from './schema/executor.ts'
import { integer, mapping, text, word } from './schema/field.ts'
import { type FinetuneConfig, finetuneSchema } from './schema/finetune.ts'
import { type MemeticConfig, memeticSchema } from './schema/memetic.ts'
import { type MetricsConfig, metricsSchema } from './schema/metrics.ts'
import { type NetworkConfig, networkSchema } from './schema/network.ts'
import { type PicturesConfig, picturesSchema } from './schema/pictures.ts'
import { type StartConfig, startSchema } from './schema/start.ts'
import { stopSchema } from './schema/stop.ts'
import { type StrategyConfig, strategySchema } from './schema/strategy.ts'
import { type TaskConfig, taskSchema } from './schema/tasks/index.ts'

export type { CompareConfig, ExecutorConfig, FinetuneConfig, MemeticConfig, StrategyConfig, TaskConfig }

/** A config with every default filled in. */
export interface Config extends ComputationChoice {
  readonly name: string
  /** 0 … 2³²-1 */
  readonly seed: number
  readonly network: NetworkConfig
  readonly task: TaskConfig
  readonly strategy: StrategyConfig
  /** Absent: from fresh weights. */
  readonly from?: StartConfig | undefined
  readonly stop: StopCriteria
  readonly finetune?: FinetuneConfig | undefined
  readonly memetic?: MemeticConfig | undefined
  readonly compare?: CompareConfig | undefined
  readonly metrics: MetricsConfig
  /** False: none is written. */
  readonly checkpoint: CheckpointConfig | false
  /** False: nothing is drawn, and nothing kept for it. */
  readonly pictures: PicturesConfig | false
  /** Where generations are scored; absent: by threads of this machine. */
  readonly executor?: ExecutorConfig | undefined
  /** Number of worker threads; 0 for none. Absent: one for each available core. */
  readonly workers?: number | undefined
  /** The run folder, relative to the config. */
  readonly out?: string | undefined
}

export const LONGEST_NAME = 80
/** The name is also used for a folder. */
export const NAME: RegExp = /^(?!\.{1,2}$)[^/\\\p{Cc}\u2028\u2029]{1,80}$/u
const MOST_WORKERS = 1024

/** The schema of `parseConfig`, which also fills in a name from the file. */
export const configSchema: z.ZodType<Omit<Config, 'name'> & { name?: string | undefined }> = mapping<
  Omit<Config, 'name'> & { name?: string | undefined }
>({
  name: text(`a name of 1 to ${LONGEST_NAME} characters without slashes`, NAME)
    .optional()
    .describe('name of the run; default: the name of the config file'),
  seed: integer({ min: 0, max: 2 ** 32 - 1 })
    .default(1)
    .describe('the same seed gives the same result for any number of workers'),
  network: networkSchema.prefault({}).describe('the network between the inputs and outputs of the task'),
  task: taskSchema.describe('the task to learn'),
  strategy: strategySchema.prefault({}).describe('how weights are searched for'),
  from: startSchema
    .optional()
    .describe('a saved network that the search starts from; default: fresh weights'),
  stop: stopSchema.prefault({}).describe('when the run ends: as soon as one of these is met'),
  finetune: finetuneSchema
    .optional()
    .describe('gradient descent of the champion after the strategy has ended'),
  memetic: memeticSchema.optional().describe('individuals learn by gradient steps during the evolution'),
  compare: compareSchema.optional().describe('what `evolve compare` compares'),
  metrics: metricsSchema.prefault({}).describe('which generations have a line in `metrics.jsonl`'),
  checkpoint: checkpointSchema
    .prefault({})
    .describe('when a run is saved so that it can be resumed; false: never'),
  pictures: picturesSchema.prefault({}).describe('the pictures that a run draws at its end'),
  engine: word(['auto', ...engineNames])
    .default('auto')
    .describe('the code that computes the network; engines of the same arithmetic give the same bits'),
  arithmetic: word(['auto', 'strict', 'fused']).default('auto').describe('how a multiply-add is rounded'),
  executor: executorSchema
    .optional()
    .describe('where generations are scored; default: by threads of this machine'),
  workers: integer({ min: 0, max: MOST_WORKERS })
    .optional()
    .describe(
      'number of worker threads, 0 for none; default: one for each available core; --workers overrides it',
    ),
  out: text('a folder').optional().describe('folder of the run, relative to the config; --out overrides it'),
})
