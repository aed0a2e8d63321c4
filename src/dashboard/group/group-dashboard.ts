import type { GenerationEvent } from '../../run/events.ts'
import type { Trainer } from '../../run/trainer.ts'
import type { RunEnding } from '../messages.ts'
import { type LinkOptions, ThreadLink, type TrainingHolder } from '../thread-link.ts'
import { type EarlierPoint, type FinishedMember, GroupFeed, type GroupFeedOptions } from './group-feed.ts'
import type { GroupFacts } from './messages.ts'

export interface GroupDashboardOptions extends LinkOptions, Omit<GroupFeedOptions, 'send' | 'trainings'> {
  /** 0 for any free one. */
  readonly port: number
}

/** Sends what several trainings tell to the dashboard's thread, which serves one page for all of them. */
export class GroupDashboard {
  private readonly link: ThreadLink
  private readonly feed: GroupFeed

  private constructor(link: ThreadLink, options: Omit<GroupFeedOptions, 'send'>) {
    this.link = link
    this.feed = new GroupFeed({ ...options, send: (news) => link.post({ kind: 'group', news }) })
  }

  /** @throws InputError if the port is not available */
  static async open(
    facts: GroupFacts,
    { port, stopsOf, unitOf, ...options }: GroupDashboardOptions,
  ): Promise<GroupDashboard> {
    const link = await ThreadLink.open({ kind: 'group', port, facts }, options)
    return new GroupDashboard(link, { trainings: facts.trainings.length, stopsOf, unitOf })
  }

  get url(): string {
    return this.link.url
  }

  /** From now on trainings are on other threads, which a pause holds there. */
  follow(holder: TrainingHolder): void {
    this.link.follow({
      pause: (onHeld) =>
        holder.pause(() => {
          this.feed.flush()
          onHeld()
        }),
      resume: () => holder.resume(),
    })
  }

  /** Takes generations of one of the trainings, by its place in the facts. */
  take(training: number, events: readonly GenerationEvent[]): void {
    this.feed.take(training, events)
  }

  /** Holds a training of this process while it is paused; resolves when it can go on. */
  async hold(trainer: Trainer): Promise<void> {
    await this.link.hold(trainer, () => this.feed.flush())
  }

  /** The curve of one of the trainings before this process. */
  earlier(training: number, points: readonly EarlierPoint[]): void {
    this.feed.earlier(training, points)
  }

  /** One of the trainings has ended. @param member null if it failed */
  finish(training: number, member: FinishedMember | null): void {
    this.feed.finish(training, member)
  }

  /** Sends every page its last message; resolves once it has left or the grace period is over. May be called twice. */
  async end(ending: RunEnding): Promise<void> {
    if (this.link.ended) return
    this.feed.flush()
    await this.link.end(ending)
  }
}
