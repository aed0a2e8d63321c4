import type { Worker } from 'node:worker_threads'
import type { GenerationEvent } from '../../run/events.ts'
import { shortened } from '../../shown-text.ts'
import type { RunEnding } from '../messages.ts'
import { openThread } from '../open-thread.ts'
import type { FromThread, ToThread } from '../thread-messages.ts'
import { GroupFeed, type GroupFeedOptions } from './group-feed.ts'
import type { GroupFacts } from './messages.ts'

/** How long the thread may take for its last message. */
const graceMs = 3000
/** Characters of how the trainings ended. */
const mostText = 1000

export interface GroupDashboardOptions extends Omit<GroupFeedOptions, 'send' | 'trainings'> {
  /** 0 for any free one. */
  readonly port: number
  /** Aborted when the trainings are stopped, in whatever way. */
  readonly signal: AbortSignal
  /** Called when the page asks to stop. */
  readonly onStop: () => void
  /** Called with notices that are not errors. */
  readonly onNotice: (line: string) => void
}

/** Sends what several trainings tell to the dashboard's thread, which serves one page for all of them. */
export class GroupDashboard {
  /** The address of the page; everyone who knows it can see and stop the trainings. */
  readonly url: string
  private readonly worker: Worker
  private readonly feed: GroupFeed
  /** Resolves when the thread has ended. */
  private readonly left: Promise<void>
  private ended = false

  private constructor(facts: GroupFacts, options: GroupDashboardOptions, worker: Worker, url: string) {
    this.worker = worker
    this.url = url
    const { stopsOf, unitOf } = options
    this.feed = new GroupFeed({
      ...{ trainings: facts.trainings.length, stopsOf, unitOf },
      send: (news) => this.post({ kind: 'group', news }),
    })
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
      if (message.kind === 'command' && message.command === 'stop' && !options.signal.aborted)
        options.onStop()
    })
    const stopping = (): void => {
      if (!this.ended) this.post({ kind: 'state', state: 'stopping' })
    }
    options.signal.addEventListener('abort', stopping, { once: true })
  }

  /** @throws InputError if the port is not available */
  static async open(facts: GroupFacts, options: GroupDashboardOptions): Promise<GroupDashboard> {
    const { worker, url } = await openThread({ kind: 'group', port: options.port, facts })
    return new GroupDashboard(facts, options, worker, url)
  }

  /** Takes generations of one of the trainings, by its place in the facts. */
  take(training: number, events: readonly GenerationEvent[]): void {
    this.feed.take(training, events)
  }

  /** One of the trainings has ended; the parameters are those of the feed. */
  finish(...finished: Parameters<GroupFeed['finish']>): void {
    this.feed.finish(...finished)
  }

  /** Sends every page its last message; resolves once it has left or the grace period is over. May be called twice. */
  async end(ending: RunEnding): Promise<void> {
    if (this.ended) return
    this.feed.flush()
    this.ended = true
    this.post({ kind: 'end', ending: { ...ending, text: shortened(ending.text, mostText) } })
    const timer = setTimeout(() => void this.worker.terminate(), graceMs)
    await this.left
    clearTimeout(timer)
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message)
  }
}
