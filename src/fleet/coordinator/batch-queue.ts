import type { Queue, QueueEvents } from 'bullmq'
import type { ConnectionSettings } from '../link/connect.ts'
import { loadBullMQ } from '../link/packages.ts'
import type { BatchMessage } from '../wire/messages.ts'
import { queueName } from '../wire/names.ts'

/** What has become of a batch. */
export type BatchFate =
  /** It waits, or a worker has it. */
  | { readonly kind: 'open' }
  | { readonly kind: 'answered'; readonly answer: unknown }
  /** Redis has lost it, or had no room for its answer. */
  | { readonly kind: 'absent' }

/** Where batches wait for workers. Each is answered at least once, unless Redis loses its data. */
export interface BatchQueue {
  /** Called with what has become of a batch, maybe more than once, maybe not at all: `look` knows. */
  onFate: (id: string, fate: BatchFate) => void
  add(batches: readonly { readonly id: string; readonly message: BatchMessage }[]): Promise<void>
  look(ids: readonly string[]): Promise<readonly BatchFate[]>
  /** How many no worker has taken yet. */
  waiting(): Promise<number>
  /** Forgets batches that no worker has at the moment. */
  remove(ids: readonly string[]): Promise<void>
  close(): Promise<void>
  /** Ends the connections, whatever Redis says. */
  drop(): void
}

/** So many answers are kept for so many seconds, in case the news of them is lost; and so many news, each with its answer. */
const kept = { age: 300, count: 200 }
const streams = { events: { maxLen: 200 } }

/** Batches in BullMQ. */
export class BullQueue implements BatchQueue {
  onFate: BatchQueue['onFate'] = () => {}
  private readonly queue: Queue
  private readonly events: QueueEvents

  private constructor(queue: Queue, events: QueueEvents) {
    this.queue = queue
    this.events = events
    // The connection to Redis is watched elsewhere.
    queue.on('error', () => {})
    events.on('error', () => {})
    events.on('completed', ({ jobId, returnvalue }) => {
      this.onFate(jobId, { kind: 'answered', answer: returnvalue })
    })
    events.on('failed', ({ jobId }) => this.onFate(jobId, { kind: 'absent' }))
  }

  /** @param prefix what the keys of the run begin with */
  static async open(connection: ConnectionSettings, prefix: string): Promise<BullQueue> {
    const { Queue, QueueEvents } = await loadBullMQ()
    const options = { connection, prefix }
    const [queue, events] = [
      new Queue(queueName, { ...options, streams }),
      new QueueEvents(queueName, options),
    ]
    const opened = new BullQueue(queue, events)
    await Promise.all([queue.waitUntilReady(), events.waitUntilReady()])
    return opened
  }

  async add(batches: Parameters<BatchQueue['add']>[0]): Promise<void> {
    await this.queue.addBulk(
      batches.map(({ id, message }) => ({
        name: queueName,
        data: message,
        opts: { jobId: id, removeOnComplete: kept, removeOnFail: kept, attempts: 1 },
      })),
    )
  }

  async look(ids: readonly string[]): Promise<readonly BatchFate[]> {
    return await Promise.all(ids.map((id) => this.fateOf(id)))
  }

  async waiting(): Promise<number> {
    return await this.queue.getWaitingCount()
  }

  async remove(ids: readonly string[]): Promise<void> {
    // One that a worker has is locked; it is gone with the run.
    await Promise.allSettled(ids.map((id) => this.queue.remove(id)))
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.queue.close(), this.events.close()])
  }

  drop(): void {
    for (const each of [this.queue, this.events]) each.disconnect().catch(() => {})
  }

  private async fateOf(id: string): Promise<BatchFate> {
    const job = await this.queue.getJob(id)
    if (job == null) return { kind: 'absent' }
    if (job.finishedOn === undefined) return { kind: 'open' }
    return job.failedReason ? { kind: 'absent' } : { kind: 'answered', answer: job.returnvalue }
  }
}
