import { Broadcaster, type Sink } from './broadcaster.ts'
import { ChampionPainter } from './champion-painter.ts'
import { LiveRun } from './live-run.ts'
import type { DrawnChampion, RunEnding, TrainingState } from './messages.ts'
import { serverEvent } from './server-event.ts'
import type { ThreadSetup, ToThread } from './thread-messages.ts'
import { Throttle } from './throttle.ts'

/** Updates and pictures go out no more often than this. */
const updateMs = 100
const pictureMs = 1000

type GenerationsMessage = Extract<ToThread, { kind: 'generations' }>
type ChampionMessage = Extract<ToThread, { kind: 'champion' }>

/** Tells every page how a run goes: everything when the page comes, then what changes, as often as that costs little. */
export class RunBroadcast {
  private readonly run: LiveRun
  private readonly broadcaster: Broadcaster = new Broadcaster()
  private readonly painter: ChampionPainter | null
  private readonly updates: Throttle = new Throttle(updateMs)
  private readonly pictures: Throttle = new Throttle(pictureMs)
  /** The champion as last drawn, and one that is to be drawn. */
  private drawn: DrawnChampion | null = null
  private undrawn: ChampionMessage | null = null
  /** Everything, for a page that just came; null after something changed. */
  private everything: Buffer | null = null
  /** True if something changed since the last update. */
  private changed = false
  private timer: NodeJS.Timeout | null = null

  constructor({ facts, lens }: Pick<ThreadSetup, 'facts' | 'lens'>) {
    this.run = new LiveRun(facts)
    this.painter = lens && new ChampionPainter(lens)
  }

  /** Pages that listen. */
  get size(): number {
    return this.broadcaster.size
  }

  listen(sink: Sink): void {
    this.broadcaster.add(sink, this.all())
    this.schedule()
  }

  leave(sink: Sink): void {
    this.broadcaster.delete(sink)
  }

  advance({ position, curves, mark }: GenerationsMessage): void {
    this.run.advance(position, curves, mark)
    this.touch()
    this.schedule()
  }

  show(champion: ChampionMessage): void {
    this.undrawn = champion
    this.schedule()
  }

  turn(state: TrainingState): void {
    this.run.change({ state })
    this.touch()
    // The user who pressed a button sees at once that it was heard.
    this.updates.reset()
    this.unschedule()
    this.schedule()
  }

  /** Sends the last message, the last picture included, and closes every connection. */
  end(ending: RunEnding): void {
    this.unschedule()
    this.run.change({ state: 'ended', ending })
    this.touch()
    if (this.size === 0) return
    this.draw()
    this.broadcaster.end(this.all())
  }

  private touch(): void {
    this.everything = null
    this.changed = true
  }

  /** Sets the timer for what is due next, if there is a page. */
  private schedule(): void {
    if (this.timer !== null || this.size === 0) return
    const dueAt = Math.min(
      this.changed ? this.updates.dueAt : Number.POSITIVE_INFINITY,
      this.undrawn === null ? Number.POSITIVE_INFINITY : this.pictures.dueAt,
    )
    if (dueAt === Number.POSITIVE_INFINITY) return
    this.timer = setTimeout(() => this.send(), Math.max(0, dueAt - performance.now()))
  }

  private unschedule(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  /** Sends what is due as one message: a second one would seem to find the first still waiting at each listener. */
  private send(): void {
    this.timer = null
    const began = performance.now()
    const updates = this.changed && began >= this.updates.dueAt
    const draws = this.undrawn !== null && began >= this.pictures.dueAt
    const parts: Buffer[] = []
    if (updates) {
      this.changed = false
      parts.push(serverEvent('update', this.run.update()))
    }
    if (draws) parts.push(...this.draw())
    if (parts.length > 0) this.broadcaster.send(Buffer.concat(parts), () => this.all(), began)
    const ended = performance.now()
    if (updates) this.updates.done(began, ended)
    if (draws) this.pictures.done(began, ended)
    this.schedule()
  }

  /** Draws the champion that is to be drawn; the event that tells of it, or nothing. */
  private draw(): Buffer[] {
    const { painter, undrawn } = this
    this.undrawn = null
    if (painter === null || undrawn === null) return []
    this.drawn = painter.draw(undrawn.genome, undrawn.generation)
    this.everything = null
    return [serverEvent('champion', this.drawn)]
  }

  private all(): Buffer {
    // The picture first: a page stops listening with the end of the run.
    this.everything ??= Buffer.concat([
      ...(this.drawn === null ? [] : [serverEvent('champion', this.drawn)]),
      serverEvent('history', this.run.history()),
    ])
    return this.everything
  }
}
