import { Broadcast } from './broadcast.ts'
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

/** Sends every page the state of a run, and pictures of its champion. */
export class RunBroadcast extends Broadcast {
  private readonly run: LiveRun
  private readonly painter: ChampionPainter | null
  private readonly pictures: Throttle = new Throttle(pictureMs)
  /** The champion as last drawn, and the one to draw next. */
  private drawn: DrawnChampion | null = null
  private undrawn: ChampionMessage | null = null

  constructor({ facts, drawing }: Pick<RunSetup, 'facts' | 'drawing'>) {
    super(updateMs)
    this.run = new LiveRun(facts)
    this.painter = drawing && new ChampionPainter(drawing)
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

  protected override enter(state: TrainingState, ending?: RunEnding): void {
    this.run.change({ state, ...(ending !== undefined && { ending }) })
  }

  protected override update(): Buffer {
    return serverEvent('update', this.run.update())
  }

  protected override whole(): Buffer {
    // The picture first: a page stops listening with the end of the run.
    return Buffer.concat([
      ...(this.drawn === null ? [] : [serverEvent('champion', this.drawn)]),
      serverEvent('history', this.run.history()),
    ])
  }

  protected override get extraDueAt(): number {
    return this.undrawn === null ? Number.POSITIVE_INFINITY : this.pictures.dueAt
  }

  /** Draws the next champion. */
  protected override extra(): Buffer[] {
    const { painter, undrawn } = this
    this.undrawn = null
    if (painter === null || undrawn === null) return []
    this.drawn = painter.draw(undrawn.genome, undrawn.generation)
    this.touchWhole()
    return [serverEvent('champion', this.drawn)]
  }

  protected override extraDone(beganMs: number, endedMs: number): void {
    this.pictures.done(beganMs, endedMs)
  }
}
