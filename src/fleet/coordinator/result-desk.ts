import type { Outcomes, ScoreDetails } from '../../evaluation/executor.ts'
import type { Failure } from '../../evaluation/faults.ts'
import type { Workplace } from '../../evaluation/handler.ts'
import { individualOf, type Job, rowOf } from '../../evaluation/job.ts'
import { isVerdict } from '../../evaluation/verdicts.ts'
import { type BlobStore, MissingBlob } from '../wire/blob-store.ts'
import { type BatchResult, decodeDetails, decodeNumbers } from '../wire/messages.ts'
import { unpack } from '../wire/parcel.ts'
import type { Lessons } from '../wire/stage.ts'
import type { Batch } from './batch-round.ts'

/** The results of a batch, once they have been found to fit it. */
export interface ReadResult {
  readonly from: number
  /** (n) */
  readonly fitness: Float64Array
  readonly violation: Float64Array
  readonly failures: readonly Failure[]
  readonly details: ReadonlyMap<number, ScoreDetails>
  readonly noisy: boolean
  readonly learned: Lessons | null
}

/** Writes the results of batches to memory, where those of the same items must be the same. */
export class ResultDesk {
  private readonly job: Job
  private readonly workplace: Workplace
  private readonly onNotice: (line: string) => void
  private readonly failures: Failure[] = []
  private readonly details = new Map<number, ScoreDetails>()
  /** By item, those that a worker has scored. The memory holds the next generation by the time a late result comes. */
  private readonly scored = new Map<number, { readonly fitness: number; readonly worker: string }>()
  private noisy = false

  constructor(job: Job, workplace: Workplace, onNotice: (line: string) => void) {
    this.job = job
    this.workplace = workplace
    this.onNotice = onNotice
  }

  get outcomes(): Outcomes {
    const failures = this.failures.toSorted((a, b) => a.individual - b.individual)
    return { failures, details: this.details, noisy: this.noisy }
  }

  /** Reads what a worker has sent. @returns null if it does not fit the batch */
  async read({ from, to }: Batch, sent: BatchResult, store: BlobStore): Promise<ReadResult | null> {
    const count = to - from
    const fitness = decodeNumbers(sent.fitness, count)
    const violation = sent.violation === null ? new Float64Array(count) : decodeNumbers(sent.violation, count)
    const details = decodeDetails(sent.details)
    if (fitness === null || violation === null || details === null) return null
    const items = Array.from({ length: count }, (_, k) => from + k)
    const [rows, individuals] = [
      new Set(items.map((item) => rowOf(this.job, item))),
      new Set(items.map((item) => individualOf(this.job, item))),
    ]
    if (![...details.keys()].every((row) => rows.has(row))) return null
    if (!sent.failures.every(({ individual }) => individuals.has(individual))) return null
    const learned = sent.learned === null ? null : await this.fetchLessons(sent.learned, { from, to }, store)
    if (learned === undefined) return null
    return { from, fitness, violation, details, failures: sent.failures, noisy: sent.noisy, learned }
  }

  /** Takes over the results of items. */
  write({ from, ...read }: ReadResult, items: readonly number[], worker: string): void {
    const { fitness, violation } = this.workplace.memory.population
    const [rows, individuals] = [new Set<number>(), new Set<number>()]
    for (const item of items) {
      const row = rowOf(this.job, item)
      fitness[row] = read.fitness[item - from]!
      violation[row] = read.violation[item - from]!
      this.scored.set(item, { fitness: read.fitness[item - from]!, worker })
      rows.add(row)
      individuals.add(individualOf(this.job, item))
    }
    this.failures.push(...read.failures.filter(({ individual }) => individuals.has(individual)))
    for (const [row, detail] of read.details) if (rows.has(row)) this.details.set(row, detail)
    this.noisy ||= read.noisy
    if (read.learned !== null) this.learn(read.learned, new Set(items))
  }

  /** Tells of items whose results are others now than before. */
  compare({ from, ...read }: ReadResult, items: readonly number[], worker: string): void {
    for (const item of items) {
      const first = this.scored.get(item)
      if (first === undefined) continue
      const [before, now] = [first.fitness, read.fitness[item - from]!]
      const individual = individualOf(this.job, item)
      // The clock and the machine may decide otherwise elsewhere.
      const machine = [...this.failures, ...read.failures].some(
        (failure) => failure.individual === individual && isVerdict(failure),
      )
      if (Object.is(before, now) || machine) continue
      const names = `${first.worker} and ${worker}`
      this.onNotice(
        `individual ${individual} of generation ${this.job.generation + 1} got ${before} and ${now} from the workers ${names}: ` +
          'expected the same; a fitness should draw its random numbers from its context',
      )
    }
  }

  /** The workers of an item have died, one after another. */
  poisoned(item: number): void {
    const { memory, spec } = this.workplace
    const individual = individualOf(this.job, item)
    const row = rowOf(this.job, item)
    memory.population.fitness[row] = Number.NaN
    memory.population.violation[row] = 0
    const { generation } = this.job
    const message = 'every worker that scored it has ended'
    this.failures.push({ kind: 'died', message, stack: null, generation, individual, seed: spec.seed })
  }

  private learn({ places, parameters }: Lessons, items: ReadonlySet<number>): void {
    const { population } = this.workplace.memory
    for (const [k, place] of places.entries()) {
      if (!items.has(place)) continue
      const { length } = population
      population.learned(place).set(parameters.subarray(k * length, (k + 1) * length))
    }
  }

  /** @returns undefined for what does not fit the items */
  private async fetchLessons(
    hash: string,
    { from, to }: Pick<Batch, 'from' | 'to'>,
    store: BlobStore,
  ): Promise<Lessons | undefined> {
    try {
      const { places, parameters } = (await unpack(hash, (hashes) => store.get(hashes))) as Lessons
      const { length } = this.workplace.memory.population
      const fits =
        places instanceof Uint32Array &&
        parameters instanceof Float32Array &&
        parameters.length === places.length * length &&
        places.every((place) => place >= from && place < to)
      return fits ? { places, parameters } : undefined
    } catch (error) {
      if (error instanceof MissingBlob) return undefined
      throw error
    }
  }
}
