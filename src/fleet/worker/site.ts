import { createRequire } from 'node:module'
import { loadBatch, loadTraining } from '../../evaluation/batch.ts'
import type { Executor, Items, Outcomes } from '../../evaluation/executor.ts'
import type { Failure } from '../../evaluation/faults.ts'
import type { Workplace } from '../../evaluation/handler.ts'
import { IsolatedExecutor } from '../../evaluation/isolated.ts'
import { rowOf } from '../../evaluation/job.ts'
import { PoolExecutor } from '../../evaluation/pool.ts'
import type { Log } from '../../evaluation/scorers/custom/host.ts'
import type { ScorerSpec } from '../../evaluation/scorers/specs.ts'
import type { EvaluationSpec } from '../../evaluation/spec.ts'
import { engines } from '../../kernels/index.ts'
import { Arena } from '../../memory/arena.ts'
import { planArena } from '../../memory/plan.ts'
import { allocateShared } from '../../memory/shared.ts'
import { materialiserOf, sharedOf } from '../../strategies/index.ts'
import type { GenerationPlan, Materialise, SharedVectors } from '../../strategies/strategy.ts'
import { shareArrays } from '../../tasks/custom/shared-arrays.ts'
import { computationHere, type FitnessNotice, type Manifest } from '../wire/manifest.ts'
import { type ReceivedModule, receiveModule } from '../wire/sent-module.ts'
import type { LearningStage, Lessons, Stage } from '../wire/stage.ts'

/** What a machine gives to a run. */
export interface SiteOptions {
  readonly threads: number
  /** The folder for modules that are sent. */
  readonly folder: string
  /** Prints a line of the user's code. */
  readonly log: Log
}

/** The results of some items of a job. */
export interface SiteResults {
  readonly outcomes: Outcomes
  /** (n) */
  readonly fitness: Float64Array
  /** (n) */
  readonly violation: Float64Array
  /** Milliseconds that the threads have worked, together. */
  readonly busyMs: number
  /** What individuals have learned; null if none has learned anything. */
  readonly learned: Lessons | null
}

/** A machine's side of a run: its own memory and threads. The thread that it lives on computes nothing but genomes that learn. */
export class Site {
  private readonly manifest: Manifest
  private readonly workplace: Workplace
  private readonly executor: Executor
  private readonly module: ReceivedModule | null
  private readonly materialise: Materialise<GenerationPlan>
  private generation: number | null = null

  private constructor(manifest: Manifest, { threads, folder, log }: SiteOptions) {
    this.manifest = manifest
    const computation = computationHere(manifest.spec.arithmetic)
    const { fitness, samples } = manifest
    const memory = Arena.allocate(planArena({ ...manifest.size, slots: threads + 1 }))
    if (samples !== null) loadTraining(memory, samples)
    this.module =
      fitness === null || fitness.module.kind === 'shipped' ? null : receiveModule(fitness.module, folder)
    try {
      const scorer = scorerHere(manifest.spec.scorer, fitness, this.module)
      const spec: EvaluationSpec = { ...manifest.spec, ...computation, scorer }
      const search = spec.strategy
      if (search === null) throw new RangeError('site: expected a strategy, found none')
      this.workplace = { memory, shared: allocateShared(sharedOf(search)), spec }
      const vectors = engines[spec.engine].vectors(memory, threads)
      this.materialise = materialiserOf(search, this.workplace.shared, vectors)
      this.executor = executorHere(this.workplace, fitness, threads, log)
    } catch (error) {
      this.module?.remove()
      throw error
    }
  }

  /** @throws EvolveError if this machine cannot work for the run */
  static open(manifest: Manifest, options: SiteOptions): Site {
    return new Site(manifest, options)
  }

  /** Takes the vectors that the genomes of the next jobs are made from. */
  share(vectors: SharedVectors): void {
    for (const [name, vector] of Object.entries(this.workplace.shared)) {
      const sent = vectors[name]
      if (sent?.length !== vector.length)
        throw new RangeError(`${name}: expected a vector of ${vector.length} numbers, found ${sent?.length}`)
      vector.set(sent)
    }
  }

  /** How many items of the job under way are finished. */
  get finished(): number {
    return this.executor.finished
  }

  /** @throws EvolveError if nothing can be scored here */
  async run({ job, learning }: Stage, items: Items): Promise<SiteResults> {
    const { memory } = this.workplace
    const { fitness, violation } = memory.population
    this.prepare(job.generation)
    if (learning !== null) this.takePupils(job, learning, items)
    const before = this.busyMs
    const outcomes = await this.executor.run(job, items)
    const found = this.module === null ? outcomes.failures : outcomes.failures.map(this.original)
    const rows = Array.from({ length: items.to - items.from }, (_, k) => rowOf(job, items.from + k))
    return {
      outcomes: { ...outcomes, failures: found },
      fitness: Float64Array.from(rows, (row) => fitness[row]!),
      violation: Float64Array.from(rows, (row) => violation[row]!),
      busyMs: this.busyMs - before,
      learned: learning === null ? null : this.lessons(learning, rows, items),
    }
  }

  async close(): Promise<void> {
    await this.executor.close()
    this.module?.remove()
  }

  /** A failure as it would be where the run is. */
  private readonly original = ({ message, stack, ...failure }: Failure): Failure => ({
    ...failure,
    message: this.module!.original(message),
    stack: stack === null ? null : this.module!.original(stack),
  })

  private get busyMs(): number {
    return (this.executor.busyMs ?? new Float64Array()).reduce((sum, ms) => sum + ms, 0)
  }

  private prepare(generation: number): void {
    const { batch, samples } = this.manifest
    if (batch === null || samples === null || this.generation === generation) return
    loadBatch(this.workplace.memory, samples, batch, generation)
    this.generation = generation
  }

  /** Makes those that learn, who may have been scored on another machine. */
  private takePupils(job: Stage['job'], { plan, fitness }: LearningStage, { from, to }: Items): void {
    const { population } = this.workplace.memory
    for (let item = from; item < to; item++) {
      const row = rowOf(job, item)
      this.materialise(plan, row, population.genome(row))
      population.fitness[row] = fitness[item]!
    }
  }

  private lessons(
    { fitness: before }: LearningStage,
    rows: readonly number[],
    { from }: Items,
  ): Lessons | null {
    const { population } = this.workplace.memory
    const better = Uint32Array.from(rows.keys(), (k) => from + k).filter(
      (place) => population.fitness[rows[place - from]!] !== before[place],
    )
    if (better.length === 0) return null
    const { length } = population
    const parameters = new Float32Array(better.length * length)
    for (const [k, place] of better.entries()) parameters.set(population.learned(place), k * length)
    return { places: better, parameters }
  }
}

function scorerHere(
  scorer: ScorerSpec,
  fitness: FitnessNotice | null,
  received: ReceivedModule | null,
): ScorerSpec {
  if (scorer.kind !== 'fitness' || fitness === null) return scorer
  const { module } = fitness
  const path =
    module.kind === 'shipped'
      ? createRequire(import.meta.url).resolve(`#problems/${module.problem}`)
      : received!.path
  return {
    ...scorer,
    source: { module: path, export: scorer.source?.export ?? 'default' },
    shared: shareArrays(scorer.shared),
  }
}

function executorHere(
  workplace: Workplace,
  fitness: FitnessNotice | null,
  threads: number,
  log: Log,
): Executor {
  if (fitness === null) return new PoolExecutor(workplace, threads)
  const { policy, heapMiB, isolate } = fitness
  const options = { policy, heapMiB, log }
  return isolate
    ? new IsolatedExecutor(workplace, threads, options)
    : new PoolExecutor(workplace, threads, options)
}
