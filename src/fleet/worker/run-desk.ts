import type { Worker as BullWorker, Job as QueuedJob } from 'bullmq'
import { EvolveError, Interrupted } from '../../errors.ts'
import type { Items } from '../../evaluation/executor.ts'
import type { Log } from '../../evaluation/scorers/custom/host.ts'
import type { SharedVectors } from '../../strategies/strategy.ts'
import { thrown } from '../../tasks/custom/error-text.ts'
import type { ConnectionSettings } from '../link/connect.ts'
import { loadBullMQ } from '../link/packages.ts'
import { isFull, isInterrupted } from '../link/redis-errors.ts'
import type { Attempts } from '../wire/attempts.ts'
import { type BlobStore, MissingBlob } from '../wire/blob-store.ts'
import type { LateResults } from '../wire/late-results.ts'
import type { Manifest } from '../wire/manifest.ts'
import {
  type BatchAnswer,
  type BatchMessage,
  type BatchResult,
  encodeDetails,
  encodeNumbers,
  type RunNotice,
} from '../wire/messages.ts'
import { queueName } from '../wire/names.ts'
import { pack, unpack } from '../wire/parcel.ts'
import type { Stage } from '../wire/stage.ts'
import { BlobCache } from './blob-cache.ts'
import { RunWork } from './run-work.ts'
import { Site, type SiteResults } from './site.ts'
import type { Turn } from './turn.ts'

/** What a worker does the batches of a run with. */
export interface DeskOptions {
  readonly id: string
  readonly notice: RunNotice
  readonly store: BlobStore
  readonly attempts: Attempts
  readonly late: LateResults
  readonly settings: ConnectionSettings
  /** What the keys of the run begin with. */
  readonly prefix: string
  /** As in messages to users. */
  readonly workerName: string
  readonly threads: number
  readonly folder: string
  /** A machine computes one batch at a time, whatever run it is of. */
  readonly turn: Turn
  readonly log: Log
  /** Called if this machine cannot work for the run after all. */
  readonly onRefusal: (why: string) => void
}

type QueuedBatch = Pick<QueuedJob<BatchMessage>, 'id' | 'data' | 'stalledCounter' | 'extendLock'>

/** Batches that wait on this machine while one is computed. */
const ahead = 1

/** More than ever happens. */
const mostStalls = 1e9

/** A worker's place at the queue of one run. */
export class RunDesk {
  private readonly options: DeskOptions
  private worker: (BullWorker<BatchMessage, BatchAnswer> & { drop(): Promise<void> }) | null = null
  private site: Promise<Site> | null = null
  /** What it has done. */
  readonly work: RunWork
  private abandoned = false
  private stage: { readonly hash: string; readonly stage: Stage } | null = null
  /** The hash of the shared vectors that the site has. */
  private vectors: string | null = null
  private readonly chunks: BlobCache

  constructor(options: DeskOptions) {
    const { id, notice, threads } = options
    this.options = options
    this.work = new RunWork({ id, name: notice.name, threads })
    this.chunks = new BlobCache(options.store)
  }

  /** Begins to take batches. */
  async open(): Promise<void> {
    const { settings, prefix } = this.options
    const { Worker } = await loadBullMQ()
    /** Its `close` waits for an absent Redis, and its locks are renewed meanwhile. */
    class QueueWorker extends Worker<BatchMessage, BatchAnswer> {
      async drop(): Promise<void> {
        await this.lockManager.close()
        await this.disconnect()
      }
    }
    const { lockMs } = this
    this.worker = new QueueWorker(queueName, (job, token) => this.serve(job, token!), {
      ...{ connection: settings, prefix, name: this.options.workerName },
      concurrency: 1 + ahead,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      // Others than those that died over a batch are no reason to give it up: attempts are counted.
      maxStalledCount: mostStalls,
    })
    // The connection to Redis is watched elsewhere, and a batch whose lock is lost is another worker's by now.
    this.worker.on('error', () => {})
  }

  /** Finishes the batches that it has, and takes no more. */
  async close(): Promise<void> {
    await this.worker?.close()
    this.worker = null
    await this.closeSite()
  }

  /** Gives up the batches that it has, whoever computes them: nobody waits for their results. */
  async abandon(): Promise<void> {
    this.abandoned = true
    await this.closeSite()
  }

  /** Ends at once, whatever Redis says: what has been computed is lost. */
  async drop(): Promise<void> {
    await Promise.allSettled([this.worker?.drop(), this.closeSite()])
  }

  private async closeSite(): Promise<void> {
    const { site } = this
    this.site = null
    await (await site?.catch(() => null))?.close()
  }

  private get lockMs(): number {
    return this.options.notice.lock * 1000
  }

  /** @param token of the batch's lock */
  private async serve(batch: QueuedBatch, token: string): Promise<BatchAnswer> {
    const takenAt = performance.now()
    const answer = await this.answer(batch)
    // Who has had a batch for a short time has it still.
    const mayBeLost = performance.now() - takenAt > this.lockMs / 2
    if (
      answer.kind === 'done' &&
      mayBeLost &&
      (await batch.extendLock(token, this.lockMs).catch(() => 1)) === 0
    )
      await this.options.late.handIn(batch.id!, answer).catch(() => {})
    return answer
  }

  private async answer(batch: QueuedBatch): Promise<BatchAnswer> {
    const { notice, turn, workerName, onRefusal } = this.options
    const from = { key: notice.key, worker: workerName }
    try {
      const result = await turn.take(() => this.attempt(batch))
      return result === null ? { ...from, kind: 'died' } : { ...from, kind: 'done', result }
    } catch (error) {
      // Redis was away, or had no room, or the run was believed dead: the same may succeed later.
      const passing = [MissingBlob, Interrupted].some((kind) => error instanceof kind)
      if (passing || isFull(error) || isInterrupted(error)) return { ...from, kind: 'missing' }
      const why = error instanceof EvolveError ? error.message : thrown(error).message
      onRefusal(why)
      return { ...from, kind: 'refused', why }
    }
  }

  /** @returns null for a batch over which too many workers have died */
  private async attempt({ id, data, stalledCounter }: QueuedBatch): Promise<BatchResult | null> {
    const { attempts } = this.options
    try {
      return (await attempts.begin(id!, stalledCounter > 0)) ? await this.compute(data) : null
    } finally {
      attempts.end(id!)
    }
  }

  private async compute({ stage: hash, vectors, brought, from, to }: BatchMessage): Promise<BatchResult> {
    const site = await this.siteOfRun()
    const stale = vectors !== null && vectors !== this.vectors
    if (this.stage?.hash !== hash) {
      this.chunks.hold(brought ?? {})
      // Both heads at once: every question to Redis takes a while.
      await this.chunks.fetch(stale ? [hash, vectors] : [hash])
      this.stage = { hash, stage: (await unpack(hash, (hashes) => this.chunks.fetch(hashes))) as Stage }
    }
    if (stale) {
      const shared = await unpack(vectors, (hashes) => this.chunks.fetch(hashes))
      site.share(shared as SharedVectors)
      this.vectors = vectors
      // Most of these may be the same in the next generation.
      this.chunks.turn()
    }
    const results = await this.scored(site, this.stage.stage, { from, to })
    return await this.sent(results)
  }

  private async scored(site: Site, stage: Stage, items: Items): Promise<SiteResults> {
    this.work.begin(stage.job, () => site.finished)
    let [individuals, busyMs] = [0, 0]
    try {
      const results = await site.run(stage, items)
      individuals = items.to - items.from
      busyMs = results.busyMs
      return results
    } finally {
      this.work.end(individuals, busyMs)
    }
  }

  private async siteOfRun(): Promise<Site> {
    if (this.abandoned) throw new Interrupted('the run was given up')
    this.site ??= this.openSite()
    try {
      return await this.site
    } catch (error) {
      // What Redis has lost will be there again.
      if (error instanceof MissingBlob) this.site = null
      throw error
    }
  }

  private async openSite(): Promise<Site> {
    const { store, notice, threads, folder, log } = this.options
    const manifest = await unpack(notice.manifest, (hashes) => store.get(hashes))
    return Site.open(manifest as Manifest, { threads, folder, log })
  }

  private async sent({ outcomes, fitness, violation, busyMs, learned }: SiteResults): Promise<BatchResult> {
    const parcel = learned === null ? null : pack(learned)
    if (parcel !== null) await this.options.store.put(parcel.blobs)
    return {
      fitness: encodeNumbers(fitness),
      violation: violation.every((value) => Object.is(value, 0)) ? null : encodeNumbers(violation),
      failures: outcomes.failures,
      details: encodeDetails(outcomes.details),
      noisy: outcomes.noisy,
      busyMs,
      threads: this.options.threads,
      learned: parcel?.hash ?? null,
    }
  }
}
