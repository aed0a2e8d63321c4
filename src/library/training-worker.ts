import { setTimeout } from 'node:timers/promises'
import type { MessagePort } from 'node:worker_threads'
import { EvolveError } from '../errors.ts'
import type { GenerationEvent } from '../run/events.ts'
import { firstLines, redirectConsole } from './logged-lines.ts'
import { startTraining } from './start-training.ts'
import { drive, runTraining } from './training.ts'
import type { TrainingPoint } from './training-curve.ts'
import type {
  TrainingJob,
  TrainingMessage,
  TrainingReply,
  TrainingResult,
  TrainingTask,
} from './training-job.ts'
import { heldBy, isStopped, type OrderMemory } from './training-orders.ts'
import { trainingFigures } from './training-results.ts'

/** Generations are reported at most this often. */
const reportEveryMs = 50
/** So often a training that is held looks whether it can go on. */
const lookEveryMs = 50

/** Runs the jobs of a thread of the pool: each is a whole training, in process. */
export class TrainingWorker {
  private readonly orders: OrderMemory

  constructor(orders: OrderMemory) {
    this.orders = orders
  }

  async run({ job, port }: TrainingTask): Promise<TrainingReply> {
    const report = new Report(port)
    await this.hold(report)
    if (isStopped(this.orders)) return { kind: 'skipped' }
    try {
      return await this.train(job, report)
    } catch (error) {
      if (error instanceof EvolveError) return { kind: 'failed', message: error.message }
      return { kind: 'bug', error: error instanceof Error ? error : new Error(String(error)) }
    } finally {
      report.flush()
    }
  }

  private async train(job: TrainingJob, report: Report): Promise<TrainingResult> {
    // The output of a thread would tear the lines that show the progress.
    const onLog = firstLines((line) => report.log(line))
    const restore = redirectConsole(onLog)
    try {
      return await this.trainLogging(job, report, onLog)
    } finally {
      restore()
    }
  }

  private async trainLogging(
    job: TrainingJob,
    report: Report,
    onLog: (line: string) => void,
  ): Promise<TrainingResult> {
    const warn = (line: string): void => report.warn(line)
    const started = await startTraining(job, { onWarning: warn, onLog })
    const { built, context, curve } = started
    if (context.folder !== null) report.claimed(context.folder.path)
    if (context.resumed !== undefined) report.earlier(curve.points)
    const controller = new AbortController()
    const events = runTraining(built, { ...context, warn, signal: controller.signal })
    const { outcome, scores, folder, unwritten } = await drive(events, async (event) => {
      report.add(event)
      if (heldBy(this.orders) !== null) {
        built.trainer.pause()
        await this.hold(report)
        built.trainer.resume()
      }
      if (isStopped(this.orders)) controller.abort()
    })
    if (unwritten !== null) report.warn(unwritten)
    const whole = unwritten === null
    return { kind: 'done', ...trainingFigures(outcome, scores), folder, points: curve.points, whole }
  }

  /** Resolves when no pause holds the training. */
  private async hold(report: Report): Promise<void> {
    let told: number | null = null
    for (let pause = heldBy(this.orders); pause !== null; pause = heldBy(this.orders)) {
      if (pause !== told) report.held(pause)
      told = pause
      await setTimeout(lookEveryMs)
    }
  }
}

/** Collects generations, so that fast ones do not flood the receiver. */
class Report {
  private readonly port: MessagePort
  private events: GenerationEvent[] = []
  private sentAt = 0

  constructor(port: MessagePort) {
    this.port = port
  }

  add(event: GenerationEvent): void {
    this.events.push(event)
    if (performance.now() - this.sentAt >= reportEveryMs) this.flush()
  }

  claimed(folder: string): void {
    this.post({ claimed: folder })
  }

  warn(warning: string): void {
    this.post({ warning })
  }

  log(log: string): void {
    this.post({ log })
  }

  earlier(points: readonly TrainingPoint[]): void {
    this.post({ earlier: points })
  }

  held(pause: number): void {
    this.flush()
    this.post({ held: pause })
  }

  flush(): void {
    if (this.events.length > 0) this.post({ events: this.events })
    this.events = []
    this.sentAt = performance.now()
  }

  private post(message: TrainingMessage): void {
    this.port.postMessage(message)
  }
}
