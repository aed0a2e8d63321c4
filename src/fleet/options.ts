/** How generations are handed to workers on other machines. */
export interface QueueOptions {
  readonly kind: 'queue'
  /** `redis://` or `rediss://`, without user and password. */
  readonly url: string
  /** What the names of all keys begin with. */
  readonly prefix: string
  /** The most individuals of a batch; `auto` for what the measured times suggest. */
  readonly batch: number | 'auto'
  /** Seconds without any worker, or without Redis, after which the run ends; false for no limit. */
  readonly wait: number | false
  /** Seconds after which the batch of a worker that says nothing is given to another. */
  readonly lock: number
  /** How workers get the module of a fitness of the user's own: from the run, or at the same path on a shared disk. */
  readonly modules: ModuleDelivery
  /** A file that holds the password; null for none. */
  readonly passwordFile: string | null
}

/** What starts a worker for a run. @param code whether the run brings code of its user */
export function workerCommand({ url, prefix }: Pick<QueueOptions, 'url' | 'prefix'>, code: boolean): string {
  const place = prefix === queueDefaults.prefix ? '' : ` --prefix ${prefix}`
  return `evolve worker --queue ${url}${place}${code ? ' --allow-code' : ''}`
}

/** What a prefix may be. */
export const prefixPattern: RegExp = /^[\w.-]{1,60}$/
export const prefixText: string = '1 to 60 letters, digits and . _ -'

export type ModuleDelivery = 'send' | 'path'

export const queueDefaults: Omit<QueueOptions, 'url'> = {
  kind: 'queue',
  prefix: 'evolve',
  batch: 'auto',
  wait: 60,
  lock: 10,
  modules: 'send',
  passwordFile: null,
}
