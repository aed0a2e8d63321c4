import type { ReadConfig } from '../../config/read.ts'
import type { Override } from '../../config/set.ts'
import { InputError } from '../../errors.ts'
import { type Credentials, parseUrl } from '../../fleet/link/address.ts'

/** The options of a training that is handed to a queue: unchecked texts. */
export interface QueueCommandOptions {
  readonly queue?: string
  readonly wait?: boolean
  readonly workers?: string
}

/** What the options say. */
export interface QueueChoice {
  /** What they change of the config. */
  readonly overrides: readonly Override[]
  /** User and password of the URL, which the config never holds. */
  readonly credentials: Credentials
}

/** @throws InputError for a URL that is none, and for options that do not go together */
export function queueChoice({ queue, wait, workers }: QueueCommandOptions): QueueChoice {
  const patience: Override[] = wait === true ? [{ path: ['executor', 'wait'], value: false }] : []
  if (queue === undefined) return { overrides: patience, credentials: {} }
  if (workers !== undefined) {
    throw new InputError({
      ...{ field: '--workers', expected: 'nothing beside --queue', found: workers },
      hint: 'evolve worker --workers says how many threads a machine has',
    })
  }
  const { url, credentials } = parseUrl(queue, '--queue')
  return {
    overrides: [
      // The threads that the config asks for are of this machine.
      { path: ['workers'], value: null },
      { path: ['executor', 'kind'], value: 'queue' },
      { path: ['executor', 'url'], value: url },
      ...patience,
    ],
    credentials,
  }
}

/**
 * Refuses a queue for several trainings.
 * @throws InputError if the config has one
 */
export function checkSingle({ config, file }: Pick<ReadConfig, 'config' | 'file'>): void {
  const { executor } = config
  if (executor === undefined) return
  throw new InputError({
    ...{ file, field: 'executor', expected: 'a single training', found: 'several' },
    hint: 'leave executor out: several trainings share the threads of this machine, a whole one each',
  })
}
