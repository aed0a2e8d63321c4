import { Broadcaster, type Listener } from './broadcaster.ts'
import { ChampionPainter } from './champion-painter.ts'
import { LiveRun } from './live-run.ts'
import type { DrawnChampion, RunEnding, TrainingState } from './messages.ts'
import { serverEvent } from './server-event.ts'
import type { RunSetup, ToThread } from './thread-messages.ts'
import { Throttle } from './throttle.ts'

/** Updates and pictures go out no more often than this. */
const updateMs = 100
const pictureMs = 1000

type GenerationsMessage = Extract<ToThread, { kind: 'generations' }>
type ChampionMessage = Extract<ToThread, { kind: 'champion' }>

/** Sends every page the state of a run: all of it when the page connects, then what changes, as often as is cheap. */
export class RunBroadcast {
  private readonly run: LiveRun
  private readonly broadcaster: Broadcaster = new Broadcaster()
  private readonly painter: ChampionPainter | null
  private readonly updates: Throttle = new Throttle(updateMs)
  private readonly pictures: Throttle = new Throttle(pictureMs)
  /** The champion as last drawn, and the one to draw next. */
  private drawn: DrawnChampion | null = null
  private undrawn: ChampionMessage | null = null
  /** Everything, for a new page; null after something changed. */
  private everything: Buffer | null = null
  /** True if something changed since the last update. */
  private changed = false
  private timer: NodeJS.Timeout | null = null

  constructor({ facts, drawing }: Pick<RunSetup, 'facts' | 'drawing'>) {
    this.run = new LiveRun(facts)
    this.painter = drawing && new ChampionPainter(drawing)
  }

  /** Pages that listen. */
  get size(): number {
    return this.broadcaster.size
  }

  listen(listener: Listener): void {
    this.broadcaster.add(listener, this.all())
    this.schedule()
  }

  leave(listener: Listener): void {
    this.broadcaster.delete(listener)
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
      // Pages that are behind must not wait for the next change, which may be far off, as during a pause.
      this.changed || this.broadcaster.anyBehind ? this.updates.dueAt : Number.POSITIVE_INFINITY,
      this.undrawn === null ? Number.POSITIVE_INFINITY : this.pictures.dueAt,
    )
    if (dueAt === Number.POSITIVE_INFINITY) return
    this.timer = setTimeout(() => this.send(), Math.max(0, dueAt - performance.now()))
  }

  private unschedule(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  /** Sends what is due as one message: of two, every listener would miss the second, since the first still waits. */
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
    else this.broadcaster.catchUp(() => this.all(), began)
    const ended = performance.now()
    if (updates || parts.length === 0) this.updates.done(began, ended)
    if (draws) this.pictures.done(began, ended)
    this.schedule()
  }

  /** Draws the next champion. @returns its event, or nothing if there is none */
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
