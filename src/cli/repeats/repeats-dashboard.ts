import type { BuiltRun } from '../../config/build.ts'
import type { Config } from '../../config/schema.ts'
import type { GroupDashboard } from '../../dashboard/group/group-dashboard.ts'
import type { FinishedMember } from '../../dashboard/group/group-feed.ts'
import type { RunEnding } from '../../dashboard/messages.ts'
import type { TrainingHolder } from '../../dashboard/thread-link.ts'
import type { TrainingPoint } from '../../library/training-curve.ts'
import type { FinishedTraining } from '../../library/training-results.ts'
import type { GenerationEvent } from '../../run/events.ts'
import type { Trainer } from '../../run/trainer.ts'
import { openGroupDashboard, type WatchedTrainings } from '../group-dashboard.ts'
import type { Host } from '../host.ts'
import type { Interruption } from '../interruption.ts'
import type { Pages } from '../open.ts'
import { stopsOf } from '../train/progress.ts'

/** Trainings that differ in their seeds. */
interface SeededTrainings {
  /** Consecutive, at least one. */
  readonly seeds: readonly number[]
  readonly config: Config
  /** How many train at a time; 0 for one, in this process. */
  readonly threads: number
}

/** The dashboard of trainings that differ in their seeds. Without a port it shows nothing. */
export class RepeatsDashboard {
  private readonly first: number
  private readonly dashboard: GroupDashboard | null

  private constructor(first: number, dashboard: GroupDashboard | null) {
    this.first = first
    this.dashboard = dashboard
  }

  /**
   * @param built the first of the trainings
   * @throws InputError if the port is not available
   */
  static async open(
    port: number | null,
    built: BuiltRun,
    { seeds, config, threads }: SeededTrainings,
    interruption: Interruption,
    host: Host,
    pages: Pages,
    onNotice: (line: string) => void,
  ): Promise<RepeatsDashboard> {
    const stops = stopsOf(config)
    const trainings = seeds.map((seed) => ({ seed, contestant: 0, folder: `seed-${seed}` }))
    const watched: WatchedTrainings = {
      ...{ contestants: [], trainings, target: config.stop.target, threads },
      ...{ stopsOf: () => stops, unitOf: () => 1 },
    }
    const dashboard = await openGroupDashboard(port, built, watched, interruption, host, pages, onNotice)
    return new RepeatsDashboard(seeds[0]!, dashboard)
  }

  take(seed: number, events: readonly GenerationEvent[]): void {
    this.dashboard?.take(seed - this.first, events)
  }

  /** The curve of a training before this process. */
  earlier(seed: number, points: readonly TrainingPoint[]): void {
    this.dashboard?.earlier(seed - this.first, points)
  }

  /** Trainings that an earlier process has ended. */
  takeOver(over: readonly (FinishedTraining & { readonly seed: number })[]): void {
    for (const { seed, figures, points } of over) {
      this.earlier(seed, points)
      this.finish(seed, figures.outcome)
    }
  }

  /** From now on trainings are on other threads, which a pause holds there. */
  follow(holder: TrainingHolder): void {
    this.dashboard?.follow(holder)
  }

  /** Takes a generation of a training in this process; resolves when it can go on. */
  async watch(seed: number, event: GenerationEvent, trainer: Trainer): Promise<void> {
    this.take(seed, [event])
    await this.dashboard?.hold(trainer)
  }

  /** @param member null if the training failed */
  finish(seed: number, member: FinishedMember | null): void {
    this.dashboard?.finish(seed - this.first, member)
  }

  async end(ending: RunEnding): Promise<void> {
    await this.dashboard?.end(ending)
  }
}
