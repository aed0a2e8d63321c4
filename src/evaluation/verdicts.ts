import { engines } from '../kernels/index.ts'
import type { Genome } from '../random/genome.ts'
import { materialiserOf } from '../strategies/index.ts'
import type { GenerationPlan, Materialise } from '../strategies/strategy.ts'
import { type Executor, type Items, joinOutcomes, noOutcomes, type Outcomes } from './executor.ts'
import type { Failure } from './faults.ts'
import type { FleetFigures } from './fleet-figures.ts'
import type { Workplace } from './handler.ts'
import { type FreshEpisodes, individualOf, type Job, rowOf } from './job.ts'

/**
 * A failure that the clock or the machine decided: a deadline, or a thread that ended. Another run of the same seed may come
 * to another verdict, so what was found is kept, and taken over when the run is resumed.
 */
export interface Verdict extends Failure {
  /** What the individual was in. */
  readonly job: Job['kind']
  /** The episodes that it was measured on; null for those of its generation. */
  readonly fresh: FreshEpisodes | null
  /** Its place among those that were measured together, since rows of different generations may be the same; else 0. */
  readonly item: number
}

/** Where an individual was when there was a verdict on it. */
type VerdictPlace = Pick<Verdict, 'job' | 'generation' | 'individual' | 'fresh' | 'item'>

/** Whether a failure is a verdict of the clock or the machine. */
export function isVerdict({ kind }: Pick<Failure, 'kind'>): boolean {
  return kind === 'deadline' || kind === 'died'
}

type NewVerdict = Verdict & { readonly genome: Genome }

/** The verdicts of a run: those to take over from before it was resumed, and the new ones. */
export class Verdicts {
  /** Called with new verdicts, each with its genome (P), before the strategy is told. */
  onNew: (verdicts: readonly NewVerdict[]) => void = () => {}
  private readonly known = new Map<string, Verdict[]>()

  /** Takes verdicts over: the individuals fail without being evaluated. */
  replay(verdicts: Iterable<Verdict>): void {
    for (const verdict of verdicts) {
      const key = keyOf(verdict)
      this.known.set(key, [...(this.known.get(key) ?? []), verdict])
    }
  }

  /** The verdict on an individual that was taken over; null if there is none. Each is given once. */
  take(place: VerdictPlace): Verdict | null {
    const key = keyOf(place)
    const [first, ...others] = this.known.get(key) ?? []
    if (others.length > 0) this.known.set(key, others)
    else this.known.delete(key)
    return first ?? null
  }

  /** Whether any are left that were taken over. */
  get waiting(): boolean {
    return this.known.size > 0
  }
}

function keyOf({ job, generation, individual, fresh, item }: VerdictPlace): string {
  return [job, generation, individual, item, fresh?.reason, fresh?.episodes].join(' ')
}

/** Runs jobs with another executor, but for the individuals on whom there is a verdict, and tells of new verdicts. */
export class VerdictExecutor implements Executor {
  private readonly inner: Executor
  private readonly workplace: Workplace
  private readonly verdicts: Verdicts
  private materialise: Materialise<GenerationPlan> | null = null

  constructor(inner: Executor, workplace: Workplace, verdicts: Verdicts) {
    this.inner = inner
    this.workplace = workplace
    this.verdicts = verdicts
  }

  get finished(): number {
    return this.inner.finished
  }

  get busyMs(): Float64Array | undefined {
    return this.inner.busyMs
  }

  get fleet(): FleetFigures | undefined {
    return this.inner.fleet
  }

  heed(signal: AbortSignal | undefined): void {
    this.inner.heed?.(signal)
  }

  close(): Promise<void> {
    return this.inner.close()
  }

  async run(job: Job, items: Items): Promise<Outcomes> {
    const { verdicts } = this
    const known = verdicts.waiting ? this.knownOf(job, items) : new Map<number, Verdict>()
    let outcomes: Outcomes = noOutcomes
    for (const piece of piecesOf(job, known, items)) {
      const some = await this.inner.run(job, piece)
      const found = this.newVerdicts(job, piece, some)
      if (found.length > 0) verdicts.onNew(found)
      outcomes = outcomes === noOutcomes ? some : joinOutcomes(outcomes, some)
    }
    if (known.size === 0) return outcomes
    for (const item of known.keys()) this.fail(job, item)
    return joinOutcomes(outcomes, { ...noOutcomes, failures: [...known.values()].map(failureOf) })
  }

  private knownOf(job: Job, { from, to }: Items): Map<number, Verdict> {
    const known = new Map<number, Verdict>()
    for (let item = from; item < to; item++) {
      const verdict = this.verdicts.take(placeOf(job, item))
      if (verdict !== null) known.set(item, verdict)
    }
    return known
  }

  /** What an item is without a fitness: its genome is made all the same. */
  private fail(job: Job, item: number): void {
    const { memory, shared, spec } = this.workplace
    const { population } = memory
    const row = rowOf(job, item)
    population.fitness[row] = Number.NaN
    population.violation[row] = 0
    if (job.kind !== 'score' || spec.strategy === null) return
    this.materialise ??= materialiserOf(
      spec.strategy,
      shared,
      engines[spec.engine].vectors(memory, memory.plan.slots - 1),
    )
    this.materialise(job.plan, row, population.genome(row))
  }

  private newVerdicts(job: Job, { from, to }: Items, { failures }: Outcomes): NewVerdict[] {
    const found = new Map(failures.filter(isVerdict).map((failure) => [failure.individual, failure]))
    if (found.size === 0) return []
    return Array.from({ length: to - from }, (_, index) => from + index).flatMap((item) => {
      const failure = found.get(individualOf(job, item))
      if (failure === undefined) return []
      return [{ ...failure, ...placeOf(job, item), genome: this.genomeOf(job, item).slice() }]
    })
  }

  private genomeOf(job: Job, item: number): Genome {
    const { population } = this.workplace.memory
    if (job.kind !== 'rescore') return population.genome(rowOf(job, item))
    return job.genomes.subarray(item * population.length, (item + 1) * population.length)
  }
}

function placeOf(job: Job, item: number): VerdictPlace {
  const { kind, generation } = job
  const measured = kind === 'rescore' ? { fresh: job.fresh, item } : { fresh: null, item: 0 }
  return { job: kind, generation, individual: individualOf(job, item), ...measured }
}

function failureOf({ job: _, fresh: __, item: ___, ...failure }: Verdict): Failure {
  return failure
}

/**
 * The ranges of items between those with a verdict. In none of them is a row twice, since a failure names the row alone:
 * individuals that are measured together may be of different generations.
 */
function piecesOf(job: Job, known: ReadonlyMap<number, Verdict>, { from, to }: Items): Items[] {
  if (known.size === 0 && job.kind !== 'rescore') return [{ from, to }]
  const pieces: Items[] = []
  let begin = from
  let rows = new Set<number>()
  const end = (item: number): void => {
    if (item > begin) pieces.push({ from: begin, to: item })
    rows = new Set()
  }
  for (let item = from; item < to; item++) {
    const row = individualOf(job, item)
    if (known.has(item)) {
      end(item)
      begin = item + 1
      continue
    }
    if (rows.has(row)) {
      end(item)
      begin = item
    }
    rows.add(row)
  }
  end(to)
  return pieces
}
