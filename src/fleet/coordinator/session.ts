import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Interrupted } from '../../errors.ts'
import { softwareVersion } from '../../software-version.ts'
import type { Credentials, QueueAddress } from '../link/address.ts'
import { Absence, RedisLink } from '../link/redis.ts'
import { isFull, isInterrupted, storageError } from '../link/redis-errors.ts'
import type { QueueOptions } from '../options.ts'
import { BlobStore } from '../wire/blob-store.ts'
import { LateResults } from '../wire/late-results.ts'
import { bringsCode, type Manifest, packManifest } from '../wire/manifest.ts'
import type { RunNotice } from '../wire/messages.ts'
import { type KeyNames, keyNames } from '../wire/names.ts'
import type { Parcel } from '../wire/parcel.ts'
import { type BatchQueue, BullQueue } from './batch-queue.ts'
import { Roster } from './roster.ts'

/** What a run needs of its queue. */
export interface SessionOptions {
  readonly queue: QueueOptions
  readonly address: QueueAddress
  readonly credentials: Credentials
  /** As workers show it. */
  readonly name: string
  readonly manifest: Manifest
  readonly onNotice: (line: string) => void
}

/** What a session is made of. */
interface SessionParts {
  readonly id: string
  readonly key: string
  readonly parcel: Parcel
  readonly batches: BatchQueue
  readonly signal: AbortSignal | undefined
}

/** The part of a session that hands out and takes home. */
export interface DeliverySession extends Pick<Session, 'key' | 'queue' | 'store' | 'persist' | 'restore'> {
  readonly late: Pick<LateResults, 'take'>
  readonly roster: Pick<Roster, 'workers' | 'refusals' | 'strength' | 'look' | 'lookedAt'>
}

/** A run is believed dead after so many milliseconds without a sign of life. */
const leaseMs = 30_000
/** Its signs of life. */
const renewMs = 5000
/** What Redis refuses is tried again so often, milliseconds. */
const againMs = 1000
/** Redis may take so long to let go of a run, milliseconds. */
const leaveMs = 2000
/** A user who wants to end waits so long for an absent Redis, milliseconds. */
const lastMs = 3000
/** Blobs are kept alive every so many signs of life. */
const refreshEvery = 60

/** A run's presence in Redis: its announcement, its queue, its blobs. All of it is gone when it ends. */
export class Session {
  /** What results have to name. */
  readonly key: string
  readonly store: BlobStore
  readonly queue: BatchQueue
  readonly roster: Roster
  readonly late: LateResults
  private readonly id: string
  private readonly names: KeyNames
  private readonly link: RedisLink
  private readonly notice: RunNotice
  private readonly manifest: Parcel
  /** The hashes of the blobs that workers may ask for. */
  private readonly needed = new Map<string, Uint8Array>()
  private readonly timer: NodeJS.Timeout
  private readonly waitMs: number
  private readonly signal: AbortSignal | undefined
  private readonly onNotice: (line: string) => void
  private renewals = 0

  private constructor(
    { queue, name, manifest, onNotice }: SessionOptions,
    link: RedisLink,
    { id, key, parcel, batches, signal }: SessionParts,
  ) {
    this.id = id
    this.key = key
    this.waitMs = waitMsOf(queue)
    this.signal = signal
    this.onNotice = onNotice
    this.link = link
    this.manifest = parcel
    this.queue = batches
    this.names = keyNames(queue.prefix)
    this.store = new BlobStore(link, this.names.ofRun(id))
    this.late = new LateResults(link, this.names.ofRun(id))
    this.roster = new Roster(link, this.names, id)
    this.notice = {
      ...{ name, key, lock: queue.lock, software: softwareVersion(), manifest: parcel.hash },
      arithmetic: manifest.spec.arithmetic,
      code: bringsCode(manifest),
    }
    // What fails while Redis is away is done again at the next turn.
    this.timer = setInterval(() => void this.renew().catch(() => {}), renewMs)
    this.timer.unref()
  }

  /**
   * @param signal once aborted, nothing waits long for Redis any more
   * @throws EvolveError if Redis does not answer, InputError if it does not let the run in
   */
  static async open(options: SessionOptions, signal?: AbortSignal): Promise<Session> {
    const { address, credentials, queue, manifest, onNotice } = options
    const parcel = packManifest(manifest)
    const link = await RedisLink.connect({
      address,
      credentials,
      patienceMs: waitMsOf(queue),
      signal,
      onNotice,
    })
    let session: Session | null = null
    try {
      const id = randomBytes(6).toString('hex')
      const key = randomBytes(16).toString('hex')
      const batches = await BullQueue.open(link.settings, keyNames(queue.prefix).ofRun(id))
      session = new Session(options, link, { id, key, parcel, batches, signal })
      const opened = session
      await opened.persist(() => opened.publish([parcel]))
      await opened.persist(() => opened.renew())
      return opened
    } catch (error) {
      await session?.close()
      link.close()
      throw storageError(error)
    }
  }

  /**
   * Does something that needs Redis, as soon as it is there and takes it.
   * @throws EvolveError if that takes longer than the run waits; Interrupted if the user does not want to wait
   */
  async persist<T>(work: () => Promise<T>): Promise<T> {
    const beganAt = performance.now()
    for (let told = false; ; told = true) {
      try {
        return await this.link.unlessAway(work(), () => this.patienceMs)
      } catch (error) {
        const again = isFull(error) || isInterrupted(error)
        const late = performance.now() - beganAt > this.patienceMs
        if (this.signal?.aborted === true && (error instanceof Absence || (again && late)))
          throw new Interrupted((storageError(error) as Error).message, { cause: error })
        if (!again || late) throw storageError(error)
        if (isFull(error) && !told) this.onNotice(`${(storageError(error) as Error).message}; trying again`)
        await sleep(againMs)
      }
    }
  }

  /** Makes parcels available to workers until they are withdrawn. Blobs that are there already are not sent again. */
  async publish(parcels: readonly Parcel[]): Promise<void> {
    const all = parcels.flatMap(({ blobs }) => [...blobs])
    const fresh = new Map(all.filter(([hash]) => !this.needed.has(hash)))
    await this.store.put(fresh)
    for (const [hash, bytes] of fresh) this.needed.set(hash, bytes)
  }

  /** Removes parcels, but for the blobs that others share with them. Nobody waits for it, and what stays expires. */
  withdraw(parcels: readonly Parcel[], kept: readonly Parcel[]): void {
    const still = new Set([this.manifest, ...kept].flatMap(({ blobs }) => [...blobs.keys()]))
    const gone = parcels.flatMap(({ blobs }) => [...blobs.keys()]).filter((hash) => !still.has(hash))
    for (const hash of gone) this.needed.delete(hash)
    this.store.drop(gone).catch(() => {})
  }

  /** Sends again what Redis has lost. */
  async restore(): Promise<void> {
    const lost = await this.store.refresh(this.needed.keys())
    await this.store.put(new Map(lost.map((hash) => [hash, this.needed.get(hash)!])))
    await this.announce()
  }

  /** Removes all that the run has in Redis, if it is there. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    if (!this.link.isAway) await inTime(this.leave(), leaveMs)
    this.link.close()
    // Where Redis is away, its connections are not made again after that.
    await inTime(this.queue.close(), leaveMs)
    this.queue.drop()
  }

  private get patienceMs(): number {
    return this.signal?.aborted === true ? Math.min(lastMs, this.waitMs) : this.waitMs
  }

  private async leave(): Promise<void> {
    await this.link.withdraw(this.names.runs, this.id, this.names.run(this.id))
    await this.queue.close()
    await this.link.removeAll(`${this.names.ofRun(this.id)}:`)
  }

  private async renew(): Promise<void> {
    if (++this.renewals % refreshEvery === 0) await this.restore()
    else await this.announce()
  }

  private async announce(): Promise<void> {
    const key = this.names.run(this.id)
    await this.link.announce(this.names.runs, this.id, key, JSON.stringify(this.notice), leaseMs)
  }
}

function waitMsOf({ wait }: QueueOptions): number {
  return wait === false ? Number.POSITIVE_INFINITY : wait * 1000
}

/** Waits for work that may fail, but not for longer. */
async function inTime(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  await Promise.race([work.catch(() => {}), limit])
  clearTimeout(timer)
}
