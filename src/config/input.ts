import type { Draft } from './draft.ts'
import type { CustomConfig, CustomInput, NoFitness } from './schema/tasks/custom.ts'
import type { Config, TaskConfig } from './schema.ts'

/** A config as a user writes it: a task, and every option that differs from its default. */
export type ConfigInput = Draft<Omit<Config, 'task'>> & {
  readonly task: TaskInput<Exclude<TaskConfig, CustomConfig>> | CustomInput
}

/** The keys without which a task is none, in the tasks that have them. */
type NeededKey = 'data' | 'function' | 'environment'

/** A task of each kind: the kind, what it needs, and every option that differs from its default. */
type TaskInput<T extends TaskConfig> = T extends TaskConfig
  ? { readonly [K in Exclude<keyof T, 'kind' | NeededKey>]?: Draft<T[K]> } & {
      readonly [K in keyof T & NeededKey]: T[K]
    } & Pick<T, 'kind'> &
      (T extends { readonly file: string } ? Pick<T, 'file'> : unknown) &
      NoFitness
  : never
