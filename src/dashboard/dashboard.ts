import type { BuiltRun } from '../config/build.ts'
import type { GenerationEvent } from '../run/events.ts'
import { failuresSince, type MetricsLine } from '../run/folder/metrics-line.ts'
import type { PhaseStops } from '../run/phase-state.ts'
import type { Trainer } from '../run/trainer.ts'
import { compiledModules } from '../wasm-modules.ts'
import { championDrawingOf, pictureOf } from './champion-drawing.ts'
import { factsOf } from './facts.ts'
import type { RunEnding } from './messages.ts'
import { RunFeed } from './run-feed.ts'
import { type LinkOptions, ThreadLink } from './thread-link.ts'
import type { ThreadSetup } from './thread-messages.ts'

export interface DashboardOptions extends LinkOptions {
  /** 0 for any free one. */
  readonly port: number
  readonly stops: PhaseStops
}

/**
 * Sends events and champions to the dashboard's thread, and holds the training while it is paused. The thread does the
 * rest, so pages take none of the training's time, however many there are.
 */
export class Dashboard {
  private readonly link: ThreadLink
  private readonly trainer: Trainer
  private readonly feed: RunFeed

  private constructor({ trainer }: BuiltRun, stops: PhaseStops, link: ThreadLink, draws: boolean) {
    this.trainer = trainer
    this.link = link
    this.feed = new RunFeed({
      stops,
      champion: () => (draws ? trainer.best : null),
      send: (message) => link.post(message),
    })
  }

  /** @throws InputError if the port is not available */
  static async open(built: BuiltRun, { port, stops, ...options }: DashboardOptions): Promise<Dashboard> {
    const drawing = championDrawingOf(built)
    const facts = factsOf(built, drawing && pictureOf(drawing))
    const setup: ThreadSetup = { kind: 'run', port, facts, drawing, modules: compiledModules() }
    return new Dashboard(built, stops, await ThreadLink.open(setup, options), drawing !== null)
  }

  get url(): string {
    return this.link.url
  }

  /** Takes a generation; resolves when the training can go on. */
  readonly watch: (event: GenerationEvent) => Promise<void> = async (event) => {
    this.feed.take(event)
    await this.link.hold(this.trainer, () => this.feed.flush())
  }

  /** Shows what was before a run that goes on: the lines of its metrics up to there. */
  earlier(lines: Iterable<MetricsLine>, { generation }: { readonly generation: number }): void {
    for (const line of lines)
      if (line.generation <= generation) this.feed.take({ ...line, failures: failuresSince(line) })
    this.feed.flush()
  }

  /** Sends every page its last message; resolves once it has left or the grace period is over. May be called twice. */
  async end(ending: RunEnding): Promise<void> {
    if (this.link.ended) return
    this.feed.flush()
    await this.link.end(ending)
  }
}
