/** evolve-mlp: multilayer perceptrons trained by evolution, on every core, reproducible to the bit. */
export type { ConfigInput } from './config/input.ts'
export type { Config } from './config/schema.ts'
export { type ErrorCode, EvolveError, InputError, type Issue, type TextPosition } from './errors.ts'
export type { SplitScore, SplitScores } from './evaluation/evaluator.ts'
export * from './fitness.ts'
export type { Answers, FitnessAnswer } from './library/answers.ts'
export {
  type AskTell,
  type Best,
  createStrategy,
  type NetworkSearch,
  type SearchSnapshot,
  type StrategyKind,
  type VectorSearch,
} from './library/ask-tell.ts'
export type {
  ClassEvaluation,
  EvaluateOptions,
  ModelEvaluation,
  NumberEvaluation,
} from './library/evaluation.ts'
export { type EvolveOptions, evolve, type Training } from './library/evolve.ts'
export { listRuns } from './library/listing/list-runs.ts'
export { loadModel } from './library/load-model.ts'
export { type ResumeOptions, resume } from './library/resume.ts'
export type { Row } from './library/rows.ts'
export type {
  EvaluateFileOptions,
  PredictFileOptions,
  PredictOptions,
  TablePredictions,
  TrainedModel,
} from './library/trained-model.ts'
export type { Run } from './library/training.ts'
export type { Signature } from './model/signature.ts'
export type { Genome } from './random/genome.ts'
export type { Champion, GenerationEvent, Outcome, StopReason } from './run/events.ts'
export type { ListedRun, ListedStatus, ListedTrainings } from './run/folder/listed-run.ts'
export type { StopCriteria } from './run/stop.ts'
export type { DataInput, MemoryInput, RowList, RowRecord } from './tasks/supervised/data/options.ts'
export type { Prediction } from './tasks/supervised/data/prediction.ts'
export type { Cell, Table } from './tasks/supervised/data/table.ts'
export type { Picture } from './tasks/supervised/image/picture.ts'
