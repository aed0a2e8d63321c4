import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { BuiltRun } from '../config/build.ts'
import { EvolveError, InputError } from '../errors.ts'
import { parametersOf } from '../model/genome.ts'
import type { GenerationEvent } from '../run/events.ts'
import { type PhaseStops, phaseState } from '../run/phase-state.ts'
import { compiledModules } from '../wasm-modules.ts'
import { factsOf } from './facts.ts'
import { lensOf } from './lens.ts'
import type { Command, Ending, State } from './messages.ts'
import { pack } from './rows.ts'
import type { FromThread, ThreadSetup, ToThread } from './thread.ts'

/** The thread hears of generations, and of champions, no more often than this. */
const rowsMs = 100
const genomeMs = 1000
/** How long the thread may take to say the last word. */
const graceMs = 3000

export interface DashboardOptions {
  /** 0 for any free one. */
  readonly port: number
  readonly stops: PhaseStops
  /** Aborted by whoever stops the training in another way: a pause ends then. */
  readonly signal: AbortSignal
  /** Called when the page asks to stop. */
  readonly onStop: () => void
  /** Told of what is worth knowing but no error. */
  readonly onNotice: (line: string) => void
}

/**
 * The training's side of the dashboard: it tells a thread how the run goes, and holds the training while it is paused.
 * The thread does all the rest, so that no page, however many look on, takes the training's time.
 */
export class Dashboard {
  /** What the page is opened with; whoever knows it may see and stop the run. */
  readonly url: string
  private readonly worker: Worker
  private readonly built: BuiltRun
  private readonly options: DashboardOptions
  private readonly hasPopulation: boolean
  private readonly hasLens: boolean
  private readonly stops: PhaseStops
  private readonly left: Promise<void>
  private state: State = 'training'
  private rows: number[] = []
  private figures: GenerationEvent['strategy'] = {}
  private timer: NodeJS.Timeout | null = null
  private sentAt = 0
  private shown = { generation: 0, atMs: 0 }
  private release: (() => void) | null = null

  /** Tells of a generation; resolves when the next one may begin. */
  readonly watch: (event: GenerationEvent) => Promise<void> = async (event) => {
    pack(event, phaseState(event, this.stops).done, this.hasPopulation, this.rows)
    this.figures = event.strategy
    const waitMs = this.sentAt + rowsMs - performance.now()
    if (waitMs <= 0) this.send()
    // The next generation may be far.
    else this.timer ??= setTimeout(() => this.send(), waitMs).unref()
    if (this.state === 'pausing') await this.pause()
  }

  private constructor(
    built: BuiltRun,
    options: DashboardOptions,
    worker: Worker,
    url: string,
    setup: ThreadSetup,
  ) {
    this.built = built
    this.options = options
    this.worker = worker
    this.url = url
    this.hasPopulation = setup.facts.hasPopulation
    this.hasLens = setup.lens !== null
    this.stops = options.stops
    this.left = new Promise((resolve) => worker.once('exit', () => resolve()))
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'command') this.command(message.command)
    })
    worker.on('error', (error) => options.onNotice(`the dashboard ended: ${error.message}; training goes on`))
    void this.left.then(() => this.resume())
    options.signal.addEventListener('abort', () => this.interrupted(), { once: true })
  }

  /** @throws InputError if the port cannot be had */
  static async open(built: BuiltRun, options: DashboardOptions): Promise<Dashboard> {
    const sight = lensOf(built)
    const setup: ThreadSetup = {
      port: options.port,
      facts: factsOf(built, sight?.view ?? null),
      workers: built.identity.workers,
      lens: sight?.lens ?? null,
      modules: compiledModules(),
    }
    const worker = new Worker(createRequire(import.meta.url).resolve('#workers/dashboard'), {
      workerData: setup,
    })
    const answer = await new Promise<FromThread>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
    if (answer.kind === 'listening') return new Dashboard(built, options, worker, answer.url, setup)
    await worker.terminate()
    throw refusal(options.port, answer as FromThread & { kind: 'refused' })
  }

  /** Says the last word to every page; resolves when it was heard, or cannot be. May be called twice. */
  async end(ending: Ending): Promise<void> {
    if (this.state === 'ended') return
    this.sendAll()
    this.state = 'ended'
    this.post({ kind: 'end', ending })
    const timer = setTimeout(() => void this.worker.terminate(), graceMs)
    await this.left
    clearTimeout(timer)
  }

  private async pause(): Promise<void> {
    this.sendAll()
    this.turn('paused')
    this.options.onNotice('paused by the dashboard, which resumes it too; Ctrl-C stops it')
    await new Promise<void>((resolve) => {
      this.release = resolve
    })
    this.release = null
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

  private turn(state: State): void {
    this.state = state
    this.post({ kind: 'state', state })
  }

  /** The champion too, however soon after the one before. */
  private sendAll(): void {
    this.shown = { ...this.shown, atMs: Number.NEGATIVE_INFINITY }
    this.send()
  }

  private send(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.sentAt = performance.now()
    if (this.rows.length > 0) {
      this.post({ kind: 'rows', rows: Float64Array.from(this.rows), figures: this.figures })
      this.rows = []
    }
    if (this.hasLens) this.show()
  }

  /** Hands over the champion, if there is another and it is time. */
  private show(): void {
    const { best } = this.built.trainer
    if (best === null || best.generation === this.shown.generation) return
    if (this.sentAt - this.shown.atMs < genomeMs) return
    this.shown = { generation: best.generation, atMs: this.sentAt }
    this.post({ kind: 'genome', genome: parametersOf(best.genome), generation: best.generation })
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message)
  }
}

function refusal(port: number, { code, message }: { code: string; message: string }): EvolveError {
  const field = '--dashboard'
  if (code === 'EADDRINUSE') {
    const hint = 'without a number it takes a free one'
    return new InputError({ field, expected: 'a free port', found: `${port}, which is in use`, hint })
  }
  if (code === 'EACCES') {
    return new InputError({ field, expected: 'a port that this user may open', found: String(port) })
  }
  return new EvolveError('run', `the dashboard could not be opened: ${message}`)
}
