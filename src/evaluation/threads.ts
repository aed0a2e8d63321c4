import type { MessagePort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { poolThread, type ThreadEntry } from '../pool-thread.ts'
import { shortageOf } from '../shortage.ts'
import type { Log } from './scorers/custom/host.ts'
import type { WorkerReport, WorkerSetup, WorkerTask } from './worker.ts'

/** A message of a thread beside the results of its tasks. */
export interface LogMessage {
  readonly log: string
}

/** How a task is sent. */
export interface SendOptions {
  /** Ends the thread of the task. */
  readonly signal?: AbortSignal
  /** What moves to the thread with the task. */
  readonly transferList?: MessagePort[]
}

/** What threads are started with. */
export interface ThreadOptions {
  readonly workers: number
  /** The module that they run. */
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
  private underWay = 0
  private closing = false

  /** @throws EvolveError if the system refuses a thread */
  constructor(options: ThreadOptions) {
    this.options = options
    this.piscina = this.start()
  }

  /** Runs a task on the next free thread. @throws why its thread has ended */
  async run(task: WorkerTask, options: SendOptions = {}): Promise<WorkerReport> {
    this.underWay++
    try {
      return await this.piscina.run(task, options)
    } finally {
      this.underWay--
    }
  }

  /** Starts threads if there are none left. @throws EvolveError if the system refuses them */
  revive(): void {
    if (this.piscina.threads.length === 0) this.piscina = this.start()
  }

  /** Ends the thread that runs a task; resolves once it has ended. */
  async end(task: AbortController): Promise<void> {
    const before = this.piscina.threads
    task.abort()
    const left = this.piscina.threads
    await Promise.all(before.filter((thread) => !left.includes(thread)).map((thread) => thread.terminate()))
  }

  async close(): Promise<void> {
    this.closing = true
    await this.piscina.destroy()
  }

  private start(): Piscina<WorkerTask, WorkerReport> {
    const piscina = create(this.options)
    // piscina replaces none once one has failed to start: tasks without a thread would wait for ever.
    piscina.on('workerDestroy', () =>
      setImmediate(() => {
        const stuck = !this.closing && this.underWay > 0 && piscina.threads.length === 0
        // A second call while it ends would start threads again.
        if (stuck) void piscina.destroy()
      }),
    )
    return piscina
  }
}

function create({ workers, entry, setup, heapMiB, log }: ThreadOptions): Piscina<WorkerTask, WorkerReport> {
  try {
    const piscina = new Piscina<WorkerTask, WorkerReport>({
      filename: poolThread,
      minThreads: workers,
      maxThreads: workers,
      workerData: { ...setup, entry: entry.href } satisfies WorkerSetup & ThreadEntry,
      ...(heapMiB !== null && { resourceLimits: { maxOldGenerationSizeMb: heapMiB } }),
    })
    // piscina replaces a thread that dies between tasks. A thread that dies in a task rejects it.
    piscina.on('error', () => {})
    piscina.on('message', (message: unknown) => {
      // The user's code can send messages too.
      if (isLogMessage(message)) log(message.log)
    })
    return piscina
  } catch (error) {
    throw shortageOf(error) ?? error
  }
}

function isLogMessage(message: unknown): message is LogMessage {
  return typeof message === 'object' && message !== null && typeof (message as LogMessage).log === 'string'
}
