import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { compiledModules } from '../wasm-modules.ts'
import type {
  TrainingJob,
  TrainingListener,
  TrainingMessage,
  TrainingReply,
  TrainingResult,
  TrainingSetup,
  TrainingTask,
} from './training-job.ts'
import { Witness } from './witness.ts'

/**
 * Worker threads that train, each one network at a time and whole: in process there, so a training gives the same bits
 * as alone. Trainings begin in the order in which they were asked for. The threads live until `close`.
 */
export class TrainingPool {
  private readonly piscina: Piscina<TrainingTask, TrainingReply>
  /** (1) not 0 once trainings are to end; every thread looks at it. */
  private readonly stopFlag: Int32Array<SharedArrayBuffer> = new Int32Array(new SharedArrayBuffer(4))
  private readonly workers: number
  /** Threads without a training, and trainings without a thread: one of them is none. */
  private free: number
  private readonly waiting: (() => void)[] = []
  private underWay = 0
  private closing: Promise<void> | null = null

  /** @param workers threads, at least 1; more than there are trainings lie idle */
  constructor(workers: number) {
    this.workers = workers
    this.free = workers
    this.piscina = new Piscina({
      filename: pathToFileURL(createRequire(import.meta.url).resolve('#workers/train')).href,
      minThreads: workers,
      maxThreads: workers,
      workerData: { stop: this.stopFlag, modules: compiledModules() } satisfies TrainingSetup,
    })
    // A thread that dies between trainings is replaced by piscina; one that dies in a training rejects it.
    this.piscina.on('error', () => {})
    this.piscina.on('workerDestroy', () => setImmediate(() => this.freeTheStuck()))
  }

  /** The threads, for tests that end one. */
  get threads(): Piscina['threads'] {
    return this.piscina.threads
  }

  /**
   * Trains a job on the next thread that is free. A training that fails, and one whose thread dies, takes nothing from
   * the others.
   * @throws only what is a bug
   */
  async run(job: TrainingJob, listener: TrainingListener): Promise<TrainingResult> {
    if (this.stopped) return { kind: 'skipped' }
    await this.acquire()
    try {
      return this.stopped ? { kind: 'skipped' } : await this.train(job, listener)
    } finally {
      this.release()
    }
  }

  /** Ends every training after its generation, as `interrupted` and with all it found; what has not begun is skipped. */
  stop(): void {
    Atomics.store(this.stopFlag, 0, 1)
  }

  /** Stops, waits for what is under way, and ends the threads. May be called twice. */
  close(): Promise<void> {
    this.closing ??= this.end()
    return this.closing
  }

  private async end(): Promise<void> {
    this.stop()
    // Whoever has all threads knows that no training has one.
    for (let thread = 0; thread < this.workers; thread++) await this.acquire()
    await this.piscina.destroy()
  }

  private get stopped(): boolean {
    return this.stopFlag[0] !== 0
  }

  private async acquire(): Promise<void> {
    if (this.free > 0) this.free--
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  private release(): void {
    const next = this.waiting.shift()
    if (next === undefined) this.free++
    else next()
  }

  private async train(job: TrainingJob, listener: TrainingListener): Promise<TrainingResult> {
    const witness = new Witness()
    const { port1: ours, port2: theirs } = new MessageChannel()
    const hear = (message: TrainingMessage): void => {
      if ('claimed' in message) witness.folder = message.claimed
      else if ('warning' in message) listener.onWarning(message.warning)
      else {
        witness.add(message.events)
        listener.onEvents(message.events)
      }
    }
    ours.on('message', hear)
    this.underWay++
    try {
      const reply = await this.piscina
        .run({ job, port: theirs }, { transferList: [theirs] })
        .catch((error: Error) => ({ kind: 'lost', error }) as const)
      // The answer comes by another way, and may overtake what was reported before it.
      for (let mail = receiveMessageOnPort(ours); mail !== undefined; mail = receiveMessageOnPort(ours)) {
        hear(mail.message)
      }
      if (reply.kind === 'bug') throw reply.error
      if (reply.kind !== 'lost') return reply
      const message = `the thread that trained it ended: ${reply.error.message}`
      witness.close(message)
      return { kind: 'failed', message }
    } finally {
      this.underWay--
      ours.close()
    }
  }

  /** Where no thread is left, not even one that starts, piscina lets what waits for one wait for ever. */
  private freeTheStuck(): void {
    if (this.threads.length === 0 && this.underWay > 0) void this.piscina.destroy()
  }
}
