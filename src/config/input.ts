import type { Signature } from '../model/signature.ts'
import type { ClassInput, NumberInput } from '../tasks/supervised/data/options.ts'
import type { Draft } from './draft.ts'
import type { CustomConfig, CustomInput, NoFitness } from './schema/tasks/custom.ts'
import type { Config, TaskConfig } from './schema.ts'

/** A config as a user writes it: a task, and every option that differs from its default. */
export type ConfigInput = Draft<Omit<Config, 'task' | 'from'>> & {
  readonly task: TaskInput<Exclude<TaskConfig, CustomConfig>> | CustomInput
  readonly from?: NetworkSource | StartInput | undefined
}

/** A model file, the folder of a run, or a network that a program has: a `TrainedModel`. */
type NetworkSource = string | URL | SavedNetwork

/** What a program has of a network that it has trained or loaded. */
export interface SavedNetwork {
  readonly signature: Signature
  /** (P) */
  readonly parameters: Float32Array
  /** The text of a model file. */
  toString(): string
}

interface StartInput {
  readonly model: NetworkSource
  /** Default: 0.1. */
  readonly spread?: number | undefined
}

/** The keys without which a task is none, in the tasks that have them. */
type NeededKey = 'function' | 'environment'

/** The data of the tasks that learn from some. */
interface DataInputs {
  readonly classification: ClassInput
  readonly regression: NumberInput
}

/** A task of each kind: the kind, what it needs, and every option that differs from its default. */
type TaskInput<T extends TaskConfig> = T extends TaskConfig
  ? { readonly [K in Exclude<keyof T, 'kind' | 'data' | NeededKey>]?: Draft<T[K]> } & {
      readonly [K in keyof T & NeededKey]: T[K]
    } & Pick<T, 'kind'> &
      (T['kind'] extends keyof DataInputs ? { readonly data: DataInputs[T['kind']] } : unknown) &
      (T extends { readonly file: string } ? Pick<T, 'file'> : unknown) &
      NoFitness
  : never
