import { Piscina } from 'piscina'
import { shortageOf } from '../shortage.ts'
import type { Log } from './scorers/custom/host.ts'
import type { WorkerReport, WorkerSetup, WorkerTask } from './worker.ts'

/** A message of a thread beside the results of its tasks. */
export interface LogMessage {
  readonly log: string
}

/** What threads are started with. */
export interface ThreadOptions {
  readonly workers: number
  /** The file that they run. */
  readonly entry: URL
  readonly setup: WorkerSetup
  /** The limit of a thread's heap, MiB; null for the default of Node.js. */
  readonly heapMiB: number | null
  /** Prints a line of the user's code. */
  readonly log: Log
}

/** The threads of a pool. One that ends is replaced; if the replacements cannot start either, `revive` starts all again. */
export class Threads {
  private readonly options: ThreadOptions
  private piscina: Piscina<WorkerTask, WorkerReport>

  /** @throws EvolveError if the system refuses a thread */
  constructor(options: ThreadOptions) {
    this.options = options
    this.piscina = start(options)
  }

  /** Runs a task on the next free thread. @throws why its thread has ended */
  run(task: WorkerTask, signal?: AbortSignal): Promise<WorkerReport> {
    return this.piscina.run(task, signal === undefined ? {} : { signal })
  }

  /** Starts threads if there are none left. @throws EvolveError if the system refuses them */
  revive(): void {
    if (this.piscina.threads.length === 0) this.piscina = start(this.options)
  }

  /** Ends the thread that runs a task; resolves once it has ended. */
  async end(task: AbortController): Promise<void> {
    const before = this.piscina.threads
    task.abort()
    const left = this.piscina.threads
    await Promise.all(before.filter((thread) => !left.includes(thread)).map((thread) => thread.terminate()))
  }

  async close(): Promise<void> {
    await this.piscina.destroy()
  }
}

function start({ workers, entry, setup, heapMiB, log }: ThreadOptions): Piscina<WorkerTask, WorkerReport> {
  try {
    const piscina = new Piscina<WorkerTask, WorkerReport>({
      filename: entry.href,
      minThreads: workers,
      maxThreads: workers,
      workerData: setup,
      ...(heapMiB !== null && { resourceLimits: { maxOldGenerationSizeMb: heapMiB } }),
    })
    // piscina replaces a thread that dies between tasks. A thread that dies in a task rejects it.
    piscina.on('error', () => {})
    piscina.on('message', (message: unknown) => {
      // The user's code can send messages too.
      if (isLogMessage(message)) log(message.log)
    })
    // It replaces none once one has failed to start: tasks without a thread would wait for ever.
    piscina.on('workerDestroy', () =>
      setImmediate(() => {
        if (piscina.threads.length === 0) void piscina.destroy()
      }),
    )
    return piscina
  } catch (error) {
    throw shortageOf(error) ?? error
  }
}

function isLogMessage(message: unknown): message is LogMessage {
  return typeof message === 'object' && message !== null && typeof (message as LogMessage).log === 'string'
}
