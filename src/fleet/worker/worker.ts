import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../evaluation/scorers/custom/host.ts'
import { shownText } from '../../shown-text.ts'
import { softwareVersion } from '../../software-version.ts'
import type { RedisLink } from '../link/redis.ts'
import { isInterrupted } from '../link/redis-errors.ts'
import { tidy } from '../link/tidy.ts'
import { Attempts } from '../wire/attempts.ts'
import { BlobStore } from '../wire/blob-store.ts'
import { LateResults } from '../wire/late-results.ts'
import { computationHere } from '../wire/manifest.ts'
import { type RunNotice, readRunNotice, type WorkerNotice, workerLifeMs } from '../wire/messages.ts'
import { type KeyNames, keyNames } from '../wire/names.ts'
import { RunDesk } from './run-desk.ts'
import type { WorkFigures } from './run-work.ts'
import { Turn } from './turn.ts'

/** What a worker offers. */
export interface WorkerOptions {
  readonly prefix: string
  readonly threads: number
  /** Whether it loads code of the user's own. */
  readonly allowCode: boolean
  /** As it is shown; null for host and process. */
  readonly name: string | null
  /** The folder for modules that are sent: packages are found from there. */
  readonly folder: string
  /** Prints what it does. */
  readonly onNotice: (line: string) => void
  /** Called when a run has ended. @param given whether its last batch was given up */
  readonly onLeft: (work: WorkFigures, given: boolean) => void
  /** What prints the lines that the user's code of one run logs. */
  readonly logOf: () => Log
}

/** Runs are looked for so often, milliseconds. */
const lookMs = 500
/** A sign of life every so often. */
const signMs = 2000
/** A worker that is told to end waits for an absent Redis for so long, milliseconds. */
const mostAbsentMs = 3000
/** A batch of a run that is gone may come to its end for so long. One that Redis had only lost has announced itself again by then. */
const graceMs = 5000

/** Works for all runs that announce themselves, until it is told to end. */
export class FleetWorker {
  private readonly link: RedisLink
  private readonly options: WorkerOptions
  private readonly names: KeyNames
  private readonly id: string = randomUUID()
  private readonly name: string
  private readonly turn = new Turn()
  private readonly desks = new Map<string, RunDesk>()
  private readonly refused = new Map<string, string>()
  /** Desks of runs that have ended, with batches that are not finished. */
  private readonly leaving = new Set<Promise<void>>()
  private saidAt = Number.NEGATIVE_INFINITY
  private ending = false
  private dropped = false
  /** What went wrong last when it looked for runs. */
  private trouble: string | null = null

  constructor(link: RedisLink, options: WorkerOptions) {
    this.link = link
    this.options = options
    this.names = keyNames(options.prefix)
    this.name = options.name ?? `${hostname()}:${process.pid}`
  }

  /** Resolves when it was told to end, and has finished what it had. */
  async serve(signal: AbortSignal): Promise<void> {
    const told = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    // A question to an absent Redis has no answer until it is there again.
    while (!signal.aborted) await Promise.race([this.lookAround(signal), told])
    this.ending = true
    // What cannot be said while Redis is away is given to others.
    await this.link
      .unlessAway(this.leaveAll(), () => mostAbsentMs)
      .catch(() => {
        this.dropped = true
        for (const desk of this.desks.values()) void desk.drop()
      })
  }

  /** What it has done for each run that it works for. */
  get work(): readonly WorkFigures[] {
    return Array.from(this.desks.values(), ({ work }) => work.figures)
  }

  /** Whether it computes a batch. */
  get computing(): boolean {
    return Array.from(this.desks.values()).some(({ work }) => work.computing)
  }

  private async lookAround(signal: AbortSignal): Promise<void> {
    // What fails now is done at the next look.
    const changed = await this.attend().catch((error: Error) => {
      if (error.message !== this.trouble && !isInterrupted(error))
        this.options.onNotice(`looking for runs failed: ${error.message}`)
      this.trouble = error.message
      return false
    })
    if (changed || performance.now() - this.saidAt >= signMs) {
      this.saidAt = performance.now()
      await this.say().catch(() => {})
    }
    await sleep(lookMs, undefined, { signal }).catch(() => {})
  }

  private async leaveAll(): Promise<void> {
    const closed = Promise.all(Array.from(this.desks.values(), (desk) => desk.close())).then(() => true)
    // Runs may end meanwhile, whose batches nobody waits for.
    while (!(await Promise.race([closed, sleep(lookMs, this.dropped)]))) await this.attend().catch(() => {})
    await Promise.all(this.leaving)
    const runs = await this.link.announced(this.names.runs, (id) => this.names.run(id))
    for (const id of this.desks.keys()) if (runs.get(id) == null) await tidy(this.link, this.names, id)
    await this.link.withdraw(this.names.workers, this.id, this.names.worker(this.id))
  }

  /** Joins runs that have begun, and leaves those that have ended. @returns whether there were any */
  private async attend(): Promise<boolean> {
    const runs = await this.link.announced(this.names.runs, (id) => this.names.run(id))
    let changed = false
    for (const [id, desk] of [...this.desks]) {
      if (runs.get(id) != null) continue
      this.desks.delete(id)
      changed = true
      // Not awaited: it finishes its batches first, which other runs need not wait for.
      const left = this.leaveRun(id, desk)
      this.leaving.add(left)
      void left.finally(() => this.leaving.delete(left))
    }
    for (const id of this.refused.keys()) if (runs.get(id) == null) this.refused.delete(id)
    for (const [id, living] of runs) {
      if (this.ending || living === null || this.desks.has(id) || this.refused.has(id)) continue
      changed = true
      const notice = readRunNotice(living.value)
      const why = notice === null ? 'it is of another version of evolve-mlp' : this.obstacle(notice)
      if (why === null) await this.join(id, notice!)
      else this.refuse(id, notice?.name ?? id, why)
    }
    return changed
  }

  private async leaveRun(id: string, desk: RunDesk): Promise<void> {
    try {
      const given = await this.closeGone(id, desk)
      this.options.onLeft(desk.work.figures, given)
      // Its coordinator may have died, or a worker may have written something after it had tidied up. Redis may only have lost it, though.
      if (!this.desks.has(id)) await tidy(this.link, this.names, id)
    } catch {
      // Redis is away. What is left expires, or another worker removes it.
    }
  }

  /** Closes the desk of a run that is gone. @returns whether a batch was given up that took too long */
  private async closeGone(id: string, desk: RunDesk): Promise<boolean> {
    const closed = desk.close().then(() => false)
    const late = await Promise.race([closed, sleep(graceMs, true, { ref: false })])
    if (!late || this.desks.has(id)) return await closed
    await desk.abandon()
    await closed
    return true
  }

  /** Why this worker does not work for a run; null if it does. */
  private obstacle({ software, arithmetic, code }: RunNotice): string | null {
    const own = softwareVersion()
    if (software !== own) return `expected evolve-mlp ${own}, found ${software}`
    if (code && !this.options.allowCode)
      return 'it brings code of its user, and this worker was started without --allow-code'
    if (arithmetic !== 'strict' && arithmetic !== 'fused')
      return `it computes in an arithmetic called ${arithmetic}`
    try {
      computationHere(arithmetic)
      return null
    } catch (error) {
      return (error as Error).message
    }
  }

  private async join(id: string, notice: RunNotice): Promise<void> {
    const { threads, folder, onNotice, logOf, prefix } = this.options
    const keys = keyNames(prefix).ofRun(id)
    const desk = new RunDesk({
      ...{ id, notice, threads, folder, log: logOf(), prefix: keys, turn: this.turn, workerName: this.name },
      store: new BlobStore(this.link, keys),
      attempts: new Attempts(this.link, keys),
      late: new LateResults(this.link, keys),
      settings: this.link.settings,
      onRefusal: (why) => {
        // It has batches in hand, which it answers first.
        setImmediate(() => this.leave(id, notice.name, why))
      },
    })
    this.desks.set(id, desk)
    onNotice(`works for run ${id}: ${shownText(notice.name)}`)
    await desk.open()
  }

  private leave(id: string, name: string, why: string): void {
    const desk = this.desks.get(id)
    if (desk === undefined) return
    this.desks.delete(id)
    this.refuse(id, name, why)
    void desk.close()
  }

  private refuse(id: string, name: string, why: string): void {
    this.refused.set(id, why)
    this.options.onNotice(`does not work for run ${id}: ${shownText(name)}: ${shownText(why, 1000)}`)
    void this.say().catch(() => {})
  }

  private async say(): Promise<void> {
    if (this.ending) return
    const notice: WorkerNotice = {
      name: this.name,
      software: softwareVersion(),
      threads: this.options.threads,
      runs: [...this.desks.keys()],
      refused: Array.from(this.refused, ([run, why]) => ({ run, why })),
    }
    const key = this.names.worker(this.id)
    await this.link.announce(this.names.workers, this.id, key, JSON.stringify(notice), workerLifeMs)
  }
}
