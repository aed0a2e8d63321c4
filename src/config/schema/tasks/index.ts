import type { z } from 'zod'
import { kinds } from '../field.ts'
import { type BenchmarkConfig, benchmarkShape } from './benchmark.ts'
import { type ClassificationConfig, classificationShape } from './classification.ts'
import { type ControlConfig, controlShape } from './control.ts'
import { type CustomConfig, customShape } from './custom.ts'
import { type ImageConfig, imageShape } from './image.ts'
import { type RegressionConfig, regressionShape } from './regression.ts'

/** The task to learn. */
export type TaskConfig =
  | ClassificationConfig
  | RegressionConfig
  | ImageConfig
  | CustomConfig
  | BenchmarkConfig
  | ControlConfig

export const taskSchema: z.ZodType<TaskConfig> = kinds<TaskConfig>({
  classification: classificationShape,
  regression: regressionShape,
  image: imageShape,
  custom: customShape,
  benchmark: benchmarkShape,
  control: controlShape,
})
