import type { Worker } from 'node:worker_threads'
import type { BuiltRun } from '../config/build.ts'
import type { GenerationEvent } from '../run/events.ts'
import { failuresSince, type MetricsLine } from '../run/folder/metrics-line.ts'
import type { PhaseStops } from '../run/phase-state.ts'
import type { Trainer } from '../run/trainer.ts'
import { shortened } from '../shown-text.ts'
import { compiledModules } from '../wasm-modules.ts'
import { championDrawingOf, pictureOf } from './champion-drawing.ts'
import { factsOf } from './facts.ts'
import type { Command, RunEnding, TrainingState } from './messages.ts'
import { openThread } from './open-thread.ts'
import { RunFeed } from './run-feed.ts'
import type { FromThread, ThreadSetup, ToThread } from './thread-messages.ts'

/** How long the thread may take for its last message. */
const graceMs = 3000
/** Characters of how a run ended. */
const mostText = 1000

export interface DashboardOptions {
  /** 0 for any free one. */
  readonly port: number
  readonly stops: PhaseStops
  /** Aborted when the training is stopped in another way: a pause ends then. */
  readonly signal: AbortSignal
  /** Called when the page asks to stop. */
  readonly onStop: () => void
  /** Called with notices that are not errors. */
  readonly onNotice: (line: string) => void
}

/**
 * Sends events and champions to the dashboard's thread, and holds the training while it is paused. The thread does the
 * rest, so pages take none of the training's time, however many there are.
 */
export class Dashboard {
  /** The address of the page; everyone who knows it can see and stop the run. */
  readonly url: string
  private readonly worker: Worker
  private readonly options: DashboardOptions
  private readonly trainer: Trainer
  private readonly feed: RunFeed
  /** Resolves when the thread has ended. */
  private readonly left: Promise<void>
  private state: TrainingState = 'training'
  /** Ends the pause; null while there is none. */
  private release: (() => void) | null = null

  /** Takes a generation; resolves when the training can go on. */
  readonly watch: (event: GenerationEvent) => Promise<void> = async (event) => {
    this.feed.take(event)
    if (this.state === 'pausing') await this.pause()
  }

  /** Shows what was before a run that goes on: the lines of its metrics up to there. */
  earlier(lines: Iterable<MetricsLine>, { generation }: { readonly generation: number }): void {
    for (const line of lines)
      if (line.generation <= generation) this.feed.take({ ...line, failures: failuresSince(line) })
    this.feed.flush()
  }

  private constructor(
    { trainer }: BuiltRun,
    options: DashboardOptions,
    worker: Worker,
    url: string,
    draws: boolean,
  ) {
    this.options = options
    this.trainer = trainer
    this.worker = worker
    this.url = url
    this.feed = new RunFeed({
      stops: options.stops,
      champion: () => (draws ? trainer.best : null),
      send: (message) => this.post(message),
    })
    let cause: string | null = null
    worker.once('error', (error) => {
      cause = error.message
    })
    this.left = new Promise((resolve) => {
      worker.once('exit', (code) => {
        if (this.state !== 'ended') cause ??= `its thread exited with code ${code}`
        if (cause !== null) options.onNotice(`the dashboard ended: ${cause}; training goes on`)
        resolve()
      })
    })
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'command') this.command(message.command)
    })
    void this.left.then(() => this.resume())
    options.signal.addEventListener('abort', () => this.interrupted(), { once: true })
  }

  /** @throws InputError if the port is not available */
  static async open(built: BuiltRun, options: DashboardOptions): Promise<Dashboard> {
    const drawing = championDrawingOf(built)
    const facts = factsOf(built, drawing && pictureOf(drawing))
    const setup: ThreadSetup = { kind: 'run', port: options.port, facts, drawing, modules: compiledModules() }
    const { worker, url } = await openThread(setup)
    return new Dashboard(built, options, worker, url, drawing !== null)
  }

  /** Sends every page its last message; resolves once it has left or the grace period is over. May be called twice. */
  async end(ending: RunEnding): Promise<void> {
    if (this.state === 'ended') return
    this.feed.flush()
    this.state = 'ended'
    this.post({ kind: 'end', ending: { ...ending, text: shortened(ending.text, mostText) } })
    const timer = setTimeout(() => void this.worker.terminate(), graceMs)
    await this.left
    clearTimeout(timer)
  }

  private async pause(): Promise<void> {
    this.feed.flush()
    this.trainer.pause()
    this.turn('paused')
    this.options.onNotice('paused by the dashboard, which resumes it too; Ctrl-C stops it')
    await new Promise<void>((resolve) => {
      this.release = resolve
    })
    this.release = null
    this.trainer.resume()
  }

  private resume(): void {
    this.release?.()
    if (this.state === 'pausing' || this.state === 'paused') this.turn('training')
  }

  private interrupted(): void {
    if (this.state === 'ended') return
    this.turn('stopping')
    this.release?.()
  }

  private command(command: Command): void {
    if (command === 'pause' && this.state === 'training') this.turn('pausing')
    else if (command === 'resume') this.resume()
    else if (command === 'stop' && this.state !== 'stopping' && this.state !== 'ended') this.options.onStop()
  }

  private turn(state: TrainingState): void {
    this.state = state
    this.post({ kind: 'state', state })
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message)
  }
}
