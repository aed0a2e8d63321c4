import { Interrupted } from '../../errors.ts'
import type { Executor, Items, Outcomes } from '../../evaluation/executor.ts'
import type { FleetFigures } from '../../evaluation/fleet-figures.ts'
import type { Workplace } from '../../evaluation/handler.ts'
import type { Job } from '../../evaluation/job.ts'
import { engines } from '../../kernels/index.ts'
import { geneBytes } from '../../random/genome.ts'
import { materialiserOf } from '../../strategies/index.ts'
import type { GenerationPlan, Materialise } from '../../strategies/strategy.ts'
import { workerCommand } from '../options.ts'
import { bringsCode } from '../wire/manifest.ts'
import { type Parcel, pack, smallParcels } from '../wire/parcel.ts'
import { type LearningStage, packVectors, type Stage } from '../wire/stage.ts'
import { deliveryOf } from './batch-round.ts'
import { BatchSizes } from './batch-sizes.ts'
import { Delivery, type Order } from './delivery.ts'
import { Session, type SessionOptions } from './session.ts'
import { Tally } from './tally.ts'

/** The queue is looked at so often, in case news are lost, milliseconds. */
const lookMs = 500

/** Late results of so many jobs before are compared. */
const mostRemembered = 10

/** The parcels of a job. */
interface StagedJob {
  readonly job: Job
  readonly order: Pick<Order, 'needs' | 'brought'>
  readonly parcels: readonly Parcel[]
}

/** Hands jobs to workers on other machines, through a queue. It connects with its first job. */
export class QueueExecutor implements Executor {
  readonly busyMs = undefined
  private readonly workplace: Workplace
  private readonly options: SessionOptions
  private readonly sizes: BatchSizes
  private readonly tally = new Tally()
  private readonly materialise: Materialise<GenerationPlan>
  private signal: AbortSignal | undefined
  private session: Session | null = null
  private delivery: Delivery | null = null
  /** The last ones by name, the newest at the end: workers that were cut off may still answer to them. */
  private readonly deliveries = new Map<string, Delivery>()
  private delivered = 0
  private staged: StagedJob | null = null
  /** The parcels of the job before, which late workers may still ask for. */
  private earlier: readonly Parcel[] = []
  /** What makes the genomes of the generation under way, for those that learn. */
  private made: { readonly plan: GenerationPlan; readonly vectors: Parcel } | null = null

  /** Each line once: what goes wrong in a generation does so in the next. */
  private readonly told = new Set<string>()
  private readonly tell = (line: string): void => {
    if (this.told.has(line)) return
    this.told.add(line)
    this.options.onNotice(line)
  }

  /** Gives an answer to the delivery that handed its batch out. */
  private readonly recall = (batch: string, answer: unknown): void => {
    void this.deliveries.get(deliveryOf(batch))?.recall(batch, answer)
  }

  constructor(workplace: Workplace, options: SessionOptions) {
    const { memory, shared, spec } = workplace
    if (spec.strategy === null) throw new RangeError('queue: expected a strategy, found none')
    this.workplace = workplace
    this.options = options
    this.sizes = new BatchSizes(options.queue.batch)
    const vectors = engines[spec.engine].vectors(memory, memory.plan.slots - 1)
    this.materialise = materialiserOf(spec.strategy, shared, vectors)
  }

  get finished(): number {
    return this.delivery?.finished ?? 0
  }

  /** All that machines have done so far. */
  get fleet(): FleetFigures | undefined {
    const { session } = this
    return session === null ? undefined : this.tally.figures(session.roster, session.store.sentBytes)
  }

  heed(signal: AbortSignal | undefined): void {
    this.signal = signal
  }

  async run(job: Job, items: Items): Promise<Outcomes> {
    const { workplace, sizes, tally, materialise, options, signal } = this
    this.session ??= await Session.open(options, signal)
    const { session } = this
    const staged = await this.stage(job, session)
    const { queue } = options
    const name = String(this.delivered++)
    this.delivery = new Delivery(
      { job, items, ...staged, name },
      {
        ...{ workplace, session, sizes, tally, materialise, lookMs, signal, ...queue },
        command: workerCommand(queue, bringsCode(options.manifest)),
        onStray: this.recall,
        onNotice: this.tell,
      },
    )
    const { delivery } = this
    this.deliveries.set(name, delivery)
    for (const old of [...this.deliveries.keys()].slice(0, -mostRemembered)) this.deliveries.delete(old)
    const hurry = (): void => delivery.hurry()
    signal?.addEventListener('abort', hurry)
    try {
      return await delivery.run()
    } catch (error) {
      if (error instanceof Interrupted) options.onNotice(`${error.message}: this generation is given up`)
      throw error
    } finally {
      signal?.removeEventListener('abort', hurry)
    }
  }

  async close(): Promise<void> {
    const { session } = this
    this.session = null
    await session?.close()
  }

  /** Packs a job and makes it available to workers. */
  private async stage(job: Job, session: Session): Promise<StagedJob['order']> {
    if (this.staged?.job === job) return this.staged.order
    const learning = this.learningOf(job)
    if (job.kind === 'score')
      this.made = { plan: job.plan, vectors: packVectors(this.workplace.shared, this.genomeBytes) }
    const vectors = job.kind === 'rescore' ? null : this.made!.vectors
    const stage = pack({ job, learning } satisfies Stage, this.genomeBytes)
    const parcels = vectors === null ? [stage] : [vectors, stage]
    await session.persist(() => session.publish(parcels))
    const before = this.staged?.parcels ?? []
    session.withdraw(this.earlier, [...before, ...parcels])
    this.earlier = before
    const needs = { stage: stage.hash, vectors: vectors?.hash ?? null }
    const order = { needs, brought: smallParcels(parcels) }
    this.staged = { job, order, parcels }
    return order
  }

  private get genomeBytes(): number {
    const { type, length } = this.workplace.memory.plan.population
    return length * geneBytes[type]
  }

  private learningOf(job: Job): LearningStage | null {
    if (job.kind !== 'learn') return null
    const { fitness } = this.workplace.memory.population
    return { plan: this.made!.plan, fitness: Float64Array.from(job.rows, (row) => fitness[row]!) }
  }
}
