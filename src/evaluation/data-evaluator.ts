import { setImmediate } from 'node:timers/promises'
import type { Arena } from '../kernels/arena.ts'
import type { PartName, Region } from '../kernels/plan.ts'
import { outputLayer } from '../network/topology.ts'
import { batchIndices } from '../tasks/data/batch.ts'
import type { Samples } from '../tasks/dataset.ts'
import type { Direction, Task } from '../tasks/task.ts'
import type { Assessment, Evaluator, PartScore } from './evaluator.ts'
import { EvaluationPool } from './pool.ts'
import { Scorer, type Scoring } from './scorer.ts'

/**
 * What handing a generation to the threads and hearing back costs, in milliseconds: measured by bench/handout.mjs.
 * A generation that one thread scores in less stays in process.
 */
const handoutMs = 0.25

/** In process, signals and timers wait at most about this long for their turn. */
const breathMs = 50

export interface DataEvaluatorOptions {
  readonly seed: number
  /** Threads; 0 scores in process. */
  readonly workers: number
  /** Samples a generation is scored on, drawn afresh each time; null scores on the whole training part. */
  readonly batch: number | null
  /** Told once if the threads are not worth starting. */
  readonly onNotice: (line: string) => void
}

/** Scores genomes on the samples of a task: in process, or on threads where that pays. */
export class DataEvaluator implements Evaluator {
  readonly direction: Direction
  readonly workers: number
  readonly population: Float32Array
  private readonly arena: Arena
  private readonly task: Task
  private readonly scoring: Scoring
  private readonly options: DataEvaluatorOptions
  private readonly scorer: Scorer
  private readonly regions: Readonly<Record<Exclude<PartName, 'batch'>, Region>>
  private pool: EvaluationPool | null = null
  /** What one individual takes in process, in milliseconds; null until measured. */
  private individualMs: number | null = null
  private noticed = false
  private breathedAt: number = performance.now()

  constructor(arena: Arena, task: Task, scoring: Scoring, options: DataEvaluatorOptions) {
    const { train, validation, test } = task.data
    const load = (part: PartName, samples: Samples): Region =>
      arena.load(part, samples.count, samples.inputs, samples.targets)
    this.direction = task.direction
    this.workers = options.workers
    this.population = arena.population
    this.arena = arena
    this.task = task
    this.scoring = scoring
    this.options = options
    this.scorer = new Scorer(arena, scoring, arena.plan.slots - 1)
    this.regions = {
      train: load('train', train),
      validation: load('validation', validation),
      test: load('test', test),
    }
  }

  async evaluate(count: number, generation: number): Promise<Float64Array> {
    const region = this.regionOf(generation)
    if (this.worthHandingOut(count, region)) {
      this.pool ??= new EvaluationPool(this.arena, this.scoring, this.workers)
      await this.pool.evaluate(count, region)
    } else {
      await this.evaluateHere(count, region)
    }
    return this.arena.fitness.subarray(0, count)
  }

  trainingFitness(genome: Float32Array): number {
    return this.fitnessOn(genome, this.regions.train)
  }

  validationFitness(genome: Float32Array): number | null {
    return this.regions.validation.count === 0 ? null : this.fitnessOn(genome, this.regions.validation)
  }

  assess(genome: Float32Array): Assessment {
    const { train, validation, test } = this.task.data
    const score = (region: Region, samples: Samples): PartScore | null =>
      samples.count === 0
        ? null
        : { fitness: this.fitnessOn(genome, region), metrics: this.measure(genome, region, samples) }
    return {
      train: score(this.regions.train, train)!,
      validation: score(this.regions.validation, validation),
      test: score(this.regions.test, test),
    }
  }

  async close(): Promise<void> {
    const { pool } = this
    this.pool = null
    await pool?.close()
  }

  private async evaluateHere(count: number, region: Region): Promise<void> {
    const { fitness } = this.arena
    for (let index = 0; index < count; index++) {
      fitness[index] = this.scorer.score(index, region)
      if (performance.now() - this.breathedAt < breathMs) continue
      await setImmediate()
      this.breathedAt = performance.now()
    }
  }

  /** The samples that this generation is scored on: all, or a fresh subset, the same for every individual. */
  private regionOf(generation: number): Region {
    const { batch, seed } = this.options
    if (batch === null) return this.regions.train
    const { train } = this.task.data
    const indices = batchIndices(train.count, batch, seed, generation)
    return this.arena.load(
      'batch',
      batch,
      gather(train.inputs, indices, train.count),
      gather(train.targets, indices, train.count),
    )
  }

  /** Decides by what an individual takes; which way it goes changes no result. */
  private worthHandingOut(count: number, region: Region): boolean {
    if (this.workers === 0) return false
    this.individualMs ??= this.timeOne(region)
    const worth = this.individualMs * count > handoutMs
    if (!worth && !this.noticed) {
      this.noticed = true
      this.options.onNotice(
        'a generation takes less time than handing it to the workers: scoring it in process',
      )
    }
    return worth
  }

  /** The second of two scorings of the first row: the first one warms up. */
  private timeOne(region: Region): number {
    this.scorer.score(0, region)
    const start = performance.now()
    this.scorer.score(0, region)
    return performance.now() - start
  }

  private fitnessOn(genome: Float32Array, region: Region): number {
    this.arena.candidate.set(genome)
    return this.scorer.scoreAt(this.arena.plan.candidateAt, region)
  }

  private measure(genome: Float32Array, region: Region, { count, targets }: Samples): PartScore['metrics'] {
    const outputs = new Float32Array(count * outputLayer(this.arena.plan.topology).outputs)
    this.arena.candidate.set(genome)
    this.scorer.kernel.forward(this.arena.plan.candidateAt, region, outputs)
    return this.task.measure(outputs, targets, count)
  }
}

/**
 * @param rows (S, W)
 * @returns (indices, W)
 */
function gather(rows: Float32Array, indices: Uint32Array, count: number): Float32Array {
  const width = rows.length / count
  const chosen = new Float32Array(indices.length * width)
  indices.forEach((index, k) => {
    chosen.set(rows.subarray(index * width, (index + 1) * width), k * width)
  })
  return chosen
}
