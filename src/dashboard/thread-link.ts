import type { Worker } from 'node:worker_threads'
import type { Trainer } from '../run/trainer.ts'
import { shortened } from '../shown-text.ts'
import type { Command, RunEnding, TrainingState } from './messages.ts'
import { openThread } from './open-thread.ts'
import type { FromThread, ThreadSetup, ToThread } from './thread-messages.ts'

/** How long the thread may take for its last message. */
const graceMs = 3000
/** Characters of how a training ended. */
const mostText = 1000

export interface LinkOptions {
  /** Aborted when the training is stopped in another way: a pause ends then. */
  readonly signal: AbortSignal
  /** Called when the page asks to stop. */
  readonly onStop: () => void
  /** Called with notices that are not errors. */
  readonly onNotice: (line: string) => void
}

/** Holds trainings on other threads between two generations. */
export interface TrainingHolder {
  /** @param onHeld called once all of them are held */
  pause(onHeld: () => void): void
  resume(): void
}

/** The command's side of the dashboard's thread: the state that pages show, and what their buttons ask for. */
export class ThreadLink {
  /** The address of the page; everyone who knows it can see, hold and stop what is trained. */
  readonly url: string
  private readonly worker: Worker
  private readonly options: LinkOptions
  /** Resolves when the thread has ended. */
  private readonly left: Promise<void>
  private state: TrainingState = 'training'
  /** Ends the pause of a training in this process; null while there is none. */
  private release: (() => void) | null = null
  /** Null while every training is in this process. */
  private holder: TrainingHolder | null = null

  private constructor(worker: Worker, url: string, options: LinkOptions) {
    this.worker = worker
    this.url = url
    this.options = options
    let cause: string | null = null
    worker.once('error', (error) => {
      cause = error.message
    })
    this.left = new Promise((resolve) => {
      worker.once('exit', (code) => {
        if (!this.ended) cause ??= `its thread exited with code ${code}`
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
  static async open(setup: ThreadSetup, options: LinkOptions): Promise<ThreadLink> {
    const { worker, url } = await openThread(setup)
    return new ThreadLink(worker, url, options)
  }

  /** From now on trainings are on other threads. */
  follow(holder: TrainingHolder): void {
    this.holder = holder
  }

  /**
   * Holds a training of this process if that was asked for; resolves when it can go on.
   * @param onHeld called once it is held
   */
  async hold(trainer: Trainer, onHeld: () => void): Promise<void> {
    if (this.state !== 'pausing') return
    onHeld()
    trainer.pause()
    this.paused()
    await new Promise<void>((resolve) => {
      this.release = resolve
    })
    this.release = null
    trainer.resume()
  }

  post(message: ToThread): void {
    this.worker.postMessage(message)
  }

  /** Whether the last message has been sent. */
  get ended(): boolean {
    return this.state === 'ended'
  }

  /** Sends every page its last message; resolves once it has left or the grace period is over. */
  async end(ending: RunEnding): Promise<void> {
    this.state = 'ended'
    this.post({ kind: 'end', ending: { ...ending, text: shortened(ending.text, mostText) } })
    const timer = setTimeout(() => void this.worker.terminate(), graceMs)
    await this.left
    clearTimeout(timer)
  }

  private paused(): void {
    // The user may have changed their mind in between.
    if (this.state !== 'pausing') return
    this.turn('paused')
    this.options.onNotice('paused by the dashboard: go on there, or stop with Ctrl-C')
  }

  private resume(): void {
    this.letGo()
    if (this.state === 'pausing' || this.state === 'paused') this.turn('training')
  }

  private interrupted(): void {
    if (this.ended) return
    this.turn('stopping')
    this.letGo()
  }

  private letGo(): void {
    this.release?.()
    this.holder?.resume()
  }

  private command(command: Command): void {
    if (command === 'pause' && this.state === 'training') {
      this.turn('pausing')
      this.holder?.pause(() => this.paused())
    } else if (command === 'resume') this.resume()
    else if (command === 'stop' && this.state !== 'stopping' && !this.ended) this.options.onStop()
  }

  private turn(state: TrainingState): void {
    this.state = state
    this.post({ kind: 'state', state })
  }
}
