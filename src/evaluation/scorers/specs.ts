import type { CustomScorerSpec } from './custom/spec.ts'
import type { SupervisedScorerSpec } from './supervised.ts'

/** The specs of all scorers, by kind. */
export type ScorerSpec = SupervisedScorerSpec | CustomScorerSpec
