import { Broadcast } from '../broadcast.ts'
import type { RunEnding, TrainingState } from '../messages.ts'
import { serverEvent } from '../server-event.ts'
import type { GroupFacts, GroupNews, GroupUpdate, MemberCurve, MemberProgress } from './messages.ts'

/** Updates go out no more often than this. */
const updateMs = 250

/** Sends every page the state of several trainings. */
export class GroupBroadcast extends Broadcast {
  private readonly facts: GroupFacts
  private readonly progress: Map<number, MemberProgress> = new Map()
  private readonly curves: Map<number, MemberCurve> = new Map()
  /** The trainings that changed since the last update. */
  private readonly news: Set<number> = new Set()
  private state: TrainingState = 'training'
  private ending: RunEnding | null = null

  constructor(facts: GroupFacts) {
    super(updateMs)
    this.facts = facts
  }

  advance({ progress, curves }: GroupNews): void {
    for (const one of progress) {
      this.progress.set(one.training, one)
      this.news.add(one.training)
    }
    for (const curve of curves) this.curves.set(curve.training, curve)
    this.touch()
    this.schedule()
  }

  protected override enter(state: TrainingState, ending: RunEnding | null = null): void {
    this.state = state
    this.ending = ending
  }

  protected override update(): Buffer {
    const message = serverEvent('groupUpdate', this.stateOf(this.news))
    this.news.clear()
    return message
  }

  protected override whole(): Buffer {
    return serverEvent('groupHistory', { facts: this.facts, ...this.stateOf(this.progress.keys()) })
  }

  private stateOf(places: Iterable<number>): GroupUpdate {
    const all = [...places]
    return {
      ...{ state: this.state, ending: this.ending },
      progress: all.flatMap((place) => this.progress.get(place) ?? []),
      curves: all.flatMap((place) => this.curves.get(place) ?? []),
    }
  }
}
