import type { RedisLink } from '../link/redis.ts'
import { readWorkerNotice, type WorkerNotice, workerLifeMs } from '../wire/messages.ts'
import type { KeyNames } from '../wire/names.ts'
import type { Strength } from './batch-sizes.ts'

/** A worker that has given a sign of life lately. */
export interface KnownWorker extends WorkerNotice {
  /** Milliseconds since then. */
  readonly silentMs: number
}

/** Who works for a run, and who does not want to. */
export class Roster {
  private readonly link: RedisLink
  private readonly names: KeyNames
  private readonly run: string
  private known: readonly KnownWorker[] = []
  private askedAt = Number.NEGATIVE_INFINITY

  constructor(link: RedisLink, names: KeyNames, run: string) {
    this.link = link
    this.names = names
    this.run = run
  }

  /** When it was asked last who is there, milliseconds. */
  get lookedAt(): number {
    return this.askedAt
  }

  /** Asks who is there. */
  async look(): Promise<void> {
    this.askedAt = performance.now()
    const found = await this.link.announced(this.names.workers, (id) => this.names.worker(id))
    for (const [id, living] of found)
      if (living === null) await this.link.withdraw(this.names.workers, id, this.names.worker(id))
    this.known = [...found.values()].flatMap((living) => {
      const notice = living === null ? null : readWorkerNotice(living.value)
      return living === null || notice === null ? [] : [{ ...notice, silentMs: workerLifeMs - living.lifeMs }]
    })
  }

  /** Those that work for the run. */
  get workers(): readonly KnownWorker[] {
    return this.known.filter(({ runs }) => runs.includes(this.run))
  }

  get strength(): Strength {
    const { workers } = this
    return { machines: workers.length, threads: workers.reduce((sum, { threads }) => sum + threads, 0) }
  }

  /** Those that are there and do not work for the run, each with its reason. */
  get refusals(): readonly { readonly name: string; readonly why: string }[] {
    return this.known.flatMap(({ name, refused }) =>
      refused.filter(({ run }) => run === this.run).map(({ why }) => ({ name, why })),
    )
  }
}
