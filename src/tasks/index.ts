import { createClassification } from './classification.ts'
import { createRegression } from './regression.ts'

/** The tasks by kind: each turns checked options and a context into a Task. */
export const tasks: {
  readonly classification: typeof createClassification
  readonly regression: typeof createRegression
} = {
  classification: createClassification,
  regression: createRegression,
}
