import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { entryOf, poolThread, type ThreadEntry } from '../pool-thread.ts'
import { compiledModules } from '../wasm-modules.ts'
import { CrashRecorder, leftAtOnce } from './crash-recorder.ts'
import type {
  TrainingJob,
  TrainingListener,
  TrainingMessage,
  TrainingReply,
  TrainingResult,
  TrainingSetup,
  TrainingTask,
} from './training-job.ts'
import { TrainingOrders } from './training-orders.ts'

/**
 * Worker threads for whole trainings, one on each thread at a time. A training runs in process there, so it gives the
 * same bits as alone. Trainings start in the order of the calls to `run`. The threads live until `close`.
 */
export class TrainingPool {
  private readonly piscina: Piscina<TrainingTask, TrainingReply>
  private readonly orders: TrainingOrders = new TrainingOrders()
  /** The pause that was asked for; null while there is none. */
  private pausing: { readonly pause: number; readonly onHeld: () => void } | null = null
  private readonly workers: number
  /** Threads without a training. If there are any, no training waits. */
  private free: number
  private readonly waiting: (() => void)[] = []
  /** The records of the trainings under way. */
  private readonly underWay = new Set<CrashRecorder>()
  /** Those of them that are held by the latest pause. */
  private readonly held = new Set<CrashRecorder>()
  private closing: Promise<void> | null = null

  /** @param workers number of threads, at least 1; threads without a training are idle */
  constructor(workers: number) {
    this.workers = workers
    this.free = workers
    this.piscina = new Piscina({
      filename: poolThread,
      minThreads: workers,
      maxThreads: workers,
      workerData: {
        orders: this.orders.memory,
        modules: compiledModules(),
        entry: entryOf('train').href,
      } satisfies TrainingSetup & ThreadEntry,
    })
    // Piscina replaces a thread that dies between trainings; if one dies during a training, the training is rejected.
    this.piscina.on('error', () => {})
    this.piscina.on('workerDestroy', () => setImmediate(() => this.freeTheStuck()))
  }

  /** The threads, for tests that terminate one. */
  get threads(): Piscina['threads'] {
    return this.piscina.threads
  }

  /**
   * Trains a job on the next free thread. A training that fails or whose thread dies does not affect the others.
   * @throws only bugs
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

  /**
   * Ends every training after its current generation, as `interrupted` and with all results. Waiting jobs are skipped.
   */
  stop(): void {
    this.orders.stop()
    this.resume()
  }

  /**
   * Holds every training between two generations, with its clock, and begins no other until `resume`.
   * @param onHeld called once all of them are held
   */
  pause(onHeld: () => void): void {
    const pause = this.orders.hold()
    if (pause === null) return
    this.pausing = { pause, onHeld }
    this.checkHeld()
  }

  resume(): void {
    this.orders.goOn()
    this.pausing = null
    this.held.clear()
  }

  /** Records that the trainings under way have failed, just before the process ends without them. */
  abandon(): void {
    for (const recorder of this.underWay) recorder.close(leftAtOnce)
  }

  /** Stops, waits for the running trainings, and ends the threads. May be called twice. */
  close(): Promise<void> {
    this.closing ??= this.end()
    return this.closing
  }

  private async end(): Promise<void> {
    this.stop()
    // With all threads acquired, no training is running.
    for (let thread = 0; thread < this.workers; thread++) await this.acquire()
    await this.piscina.destroy()
  }

  private get stopped(): boolean {
    return this.orders.stopped
  }

  private checkHeld(): void {
    if (this.pausing === null || this.held.size < this.underWay.size) return
    const { onHeld } = this.pausing
    this.pausing = null
    onHeld()
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
    const crashRecorder = new CrashRecorder()
    const { port1: ours, port2: theirs } = new MessageChannel()
    const receive = (message: TrainingMessage): void => {
      if ('claimed' in message) crashRecorder.folder = message.claimed
      else if ('warning' in message) listener.onWarning(message.warning)
      else if ('log' in message) listener.onLog(message.log)
      else if ('earlier' in message) listener.onEarlier?.(message.earlier)
      else if ('held' in message) {
        // One that was too late for a pause that is over says nothing about this one.
        if (message.held !== this.pausing?.pause) return
        this.held.add(crashRecorder)
        this.checkHeld()
      } else {
        crashRecorder.add(message.events)
        listener.onEvents(message.events)
      }
    }
    ours.on('message', receive)
    this.underWay.add(crashRecorder)
    try {
      const reply = await this.piscina
        .run({ job, port: theirs }, { transferList: [theirs] })
        .catch((error: Error) => ({ kind: 'lost', error }) as const)
      // The reply comes through another channel and may overtake earlier messages.
      for (let late = receiveMessageOnPort(ours); late !== undefined; late = receiveMessageOnPort(ours)) {
        receive(late.message)
      }
      if (reply.kind === 'bug') throw reply.error
      if (reply.kind !== 'lost') return reply
      const message = `the thread that trained it ended: ${reply.error.message}`
      crashRecorder.close(message)
      return { kind: 'failed', message }
    } finally {
      this.underWay.delete(crashRecorder)
      this.held.delete(crashRecorder)
      this.checkHeld()
      ours.close()
    }
  }

  /** If no thread is left, not even a starting one, piscina would let waiting jobs wait forever. */
  private freeTheStuck(): void {
    if (this.threads.length === 0 && this.underWay.size > 0) void this.piscina.destroy()
  }
}
