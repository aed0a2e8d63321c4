/** The names of all keys in Redis. Those of a run begin alike, so that they can be removed together. */
export interface KeyNames {
  /** A set: the ids of runs. */
  readonly runs: string
  /** A set: the ids of workers. */
  readonly workers: string
  /** What a run says of itself, as long as its coordinator lives. */
  run(id: string): string
  /** What a worker says of itself, as long as it lives. */
  worker(id: string): string
  /** What all other keys of a run begin with. */
  ofRun(id: string): string
}

export function keyNames(prefix: string): KeyNames {
  return {
    runs: `${prefix}:runs`,
    workers: `${prefix}:workers`,
    run: (id) => `${prefix}:run:${id}`,
    worker: (id) => `${prefix}:worker:${id}`,
    ofRun: (id) => `${prefix}:of:${id}`,
  }
}

/** The name of a run's queue of batches. */
export const queueName = 'batches'
