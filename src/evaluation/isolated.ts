import { EvolveError, Interrupted } from '../errors.ts'
import { engines } from '../kernels/index.ts'
import { planArena } from '../memory/plan.ts'
import { shortageOf } from '../shortage.ts'
import { materialiserOf } from '../strategies/index.ts'
import type { GenerationPlan, Materialise } from '../strategies/strategy.ts'
import type { Executor, Items, Outcomes, ScoreDetails } from './executor.ts'
import { type FaultPolicy, Faults, overrunMessage } from './faults.ts'
import type { Workplace } from './handler.ts'
import { Child, type ChildAnswer } from './isolated/child.ts'
import type { ProcessSetup, ProcessTask } from './isolated/messages.ts'
import { individualOf, type Job } from './job.ts'
import { isFailure, type Score, type ScoredAt } from './scorer.ts'
import type { Log } from './scorers/custom/host.ts'
import type { CustomScorerSpec } from './scorers/custom/spec.ts'

/** How the processes are treated. */
export interface IsolatedOptions {
  readonly policy: FaultPolicy
  readonly heapMiB: number | null
  readonly log: Log
}

/**
 * Runs the user's code in processes, for code that may end its process: genomes are made here and sent. It is slower than
 * threads, since no memory is shared.
 */
export class IsolatedExecutor implements Executor {
  readonly busyMs: Float64Array
  finished = 0
  private readonly workplace: Workplace
  private readonly scorer: CustomScorerSpec
  private readonly options: IsolatedOptions
  private readonly setup: ProcessSetup
  private readonly materialise: Materialise<GenerationPlan> | null
  private readonly children: (Child | null)[]
  private closed = false

  constructor(workplace: Workplace, workers: number, options: IsolatedOptions) {
    const { memory, shared, spec } = workplace
    if (spec.scorer.kind !== 'fitness')
      throw new RangeError('isolated: expected the spec of a custom fitness')
    this.workplace = workplace
    this.scorer = spec.scorer
    this.options = options
    this.busyMs = new Float64Array(workers)
    this.children = new Array<Child | null>(workers).fill(null)
    this.setup = setupOf(workplace, spec.scorer)
    const vectors = engines[spec.engine].vectors(memory, memory.plan.slots - 1)
    this.materialise = spec.strategy && materialiserOf(spec.strategy, shared, vectors)
  }

  async run(job: Job, { from, to }: Items): Promise<Outcomes> {
    const { spec } = this.workplace
    this.finished = 0
    const round: Round = {
      job,
      waiting: Array.from({ length: to - from }, (_, index) => from + index),
      alone: [],
      faults: new Faults(this.options.policy, { generation: job.generation, seed: spec.seed }),
      details: new Map(),
      noisy: false,
      over: false,
    }
    // All must have ended, so that none starts a process after an error.
    const endings = await Promise.allSettled(this.children.map((_, slot) => this.work(slot, round)))
    if (this.closed) throw new Interrupted('its processes were ended')
    for (const ending of endings) if (ending.status === 'rejected') throw ending.reason
    return { failures: round.faults.failures, details: round.details, noisy: round.noisy }
  }

  async close(): Promise<void> {
    this.closed = true
    await Promise.all(this.children.map((child) => child?.close()))
    this.children.fill(null)
  }

  /** Gives one process item after item until none is left. */
  private async work(slot: number, round: Round): Promise<void> {
    try {
      for (let items = this.take(round); items.length > 0; items = this.take(round)) {
        const child = await this.childOf(slot)
        const { fresh } = child
        const answer = await child.ask({ kind: 'task', task: this.taskOf(round.job, items) })
        this.receive({ slot, items, answer, fresh }, round)
      }
    } catch (error) {
      round.over = true
      throw error
    }
  }

  private take({ job, waiting, alone, over }: Round): number[] {
    if (over || this.closed) return []
    const single = alone.shift()
    if (single !== undefined) return [single]
    const share = Math.ceil(waiting.length / (this.children.length * 4))
    return waiting.splice(0, job.kind === 'score' ? Math.max(1, Math.min(this.scorer.together, share)) : 1)
  }

  private async childOf(slot: number): Promise<Child> {
    const known = this.children[slot]
    if (known?.alive === true) return known
    const { policy, heapMiB, log } = this.options
    const { child, answer } = await Child.start({ setup: this.setup, policy, heapMiB, log })
    this.children[slot] = child
    if (this.closed) await child.close()
    if (answer.kind === 'ready') return child
    throw new EvolveError('run', obstacleOf(answer, this.scorer, policy))
  }

  private taskOf(job: Job, items: readonly number[]): ProcessTask {
    const { population } = this.workplace.memory
    const { length } = population
    if (job.kind === 'learn') throw new RangeError('isolated: expected a job that scores, found learn')
    const { generation } = job
    if (job.kind === 'rescore') {
      const [item] = items
      const at: ScoredAt = { generation, individual: job.individuals[item!]!, ...job.fresh }
      return { genomes: job.genomes.slice(item! * length, (item! + 1) * length), ats: [at] }
    }
    const genomes = new (population.genomes.constructor as Float64ArrayConstructor)(items.length * length)
    for (const [k, item] of items.entries()) {
      const row = population.genome(item)
      this.materialise?.(job.plan, item, row)
      genomes.set(row, k * length)
    }
    const threshold = job.plan.threshold ?? null
    return { genomes, ats: items.map((individual) => ({ generation, individual, threshold })) }
  }

  private receive({ slot, items, answer, fresh }: Answered, round: Round): void {
    const { fitness } = this.workplace.memory.population
    const { faults, job } = round
    if (answer.kind === 'done') {
      this.busyMs[slot]! += answer.busyMs
      this.finished += items.length
      round.noisy ||= answer.noisy
      for (const [k, item] of items.entries()) {
        const outcome = answer.outcomes[k]!
        if (isFailure(outcome)) {
          faults.report([outcome])
          fitness[item] = Number.NaN
        } else this.store(item, outcome, round)
      }
      return
    }
    if (answer.kind === 'obstacle') throw new EvolveError('run', answer.message)
    // One of several that were scored at once has ended the process: each is tried alone.
    if (items.length > 1) {
      round.alone.push(...items)
      return
    }
    const item = items[0]!
    fitness[item] = Number.NaN
    if (answer.kind === 'late') faults.overran(individualOf(job, item))
    else if (
      faults.died(individualOf(job, item), answer.kind === 'died' ? answer.message : answer.kind, fresh)
    )
      round.alone.push(item)
  }

  private store(row: number, { fitness, violation, metrics, behaviour }: Score, { details }: Round): void {
    const { population } = this.workplace.memory
    population.fitness[row] = fitness
    population.violation[row] = violation
    if (metrics === undefined && behaviour === undefined) return
    details.set(row, { ...(metrics && { metrics }), ...(behaviour && { behaviour }) })
  }
}

/** A job under way. */
interface Round {
  readonly job: Job
  readonly waiting: number[]
  /** Those that are scored alone from now on. */
  readonly alone: number[]
  readonly faults: Faults
  readonly details: Map<number, ScoreDetails>
  noisy: boolean
  /** True once it has failed as a whole. */
  over: boolean
}

/** The items that a process was sent, and what became of them. */
interface Answered {
  readonly slot: number
  readonly items: readonly number[]
  readonly answer: ChildAnswer
  /** Whether the process had scored nothing before. */
  readonly fresh: boolean
}

/** The memory of a process holds as many genomes as it scores at once. */
function setupOf({ memory, spec }: Workplace, scorer: CustomScorerSpec): ProcessSetup {
  const { together, topology } = scorer
  const { type, length } = memory.plan.population
  const common = { rows: together, slots: 1, spares: true }
  const samples = { train: 0, validation: 0, test: 0, batch: 0 }
  const plan = planArena(
    topology === null
      ? { ...common, topology, type, length }
      : { ...common, topology, samples, sampleNetworks: together },
  )
  // Shared memory cannot be sent to a process.
  const shared = Object.fromEntries(
    Object.entries(scorer.shared).map(([name, array]) => [name, array.slice()]),
  )
  return { plan, spec: { ...spec, strategy: null, scorer: { ...scorer, shared } } }
}

function obstacleOf(answer: ChildAnswer, { source }: CustomScorerSpec, { setupMs }: FaultPolicy): string {
  if (answer.kind === 'obstacle') return answer.message
  const why = answer.kind === 'died' ? answer.message : overrunMessage(setupMs ?? 0)
  return shortageOf(new Error(why))?.message ?? `${source?.module}: setup failed: ${why}`
}
