import type { Arena } from '../memory/arena.ts'
import type { PartName, Region } from '../memory/dataset.ts'
import { batchIndices } from '../tasks/supervised/data/batch.ts'
import type { Samples } from '../tasks/supervised/dataset.ts'
import type { Direction, Task } from '../tasks/task.ts'
import { Assessor, type Regions } from './assessor.ts'
import { gradientCharge } from './charge.ts'
import type { Evaluator, SplitScores } from './evaluator.ts'
import { choose, type LearningOptions, learners, learns } from './learning.ts'
import { DataObjective } from './objective.ts'
import type { Scoring } from './scorer.ts'
import { Slot } from './slot.ts'
import { Workforce } from './workforce.ts'

export interface DataEvaluatorOptions {
  /** Threads; 0 scores in process. */
  readonly workers: number
  /** Samples a generation is scored on, drawn afresh each time; null scores on the whole training part. */
  readonly batch: number | null
  /** Told once if the threads are not worth starting. */
  readonly onNotice: (line: string) => void
}

/** Scores genomes on the samples of a task, and lets some of them learn before, if it is told how. */
export class DataEvaluator implements Evaluator {
  readonly direction: Direction
  readonly workers: number
  readonly population: Float32Array
  private readonly arena: Arena
  private readonly task: Task
  private readonly scoring: Scoring
  private readonly batch: number | null
  private readonly slot: Slot
  private readonly assessor: Assessor
  private readonly regions: Regions
  private readonly workforce: Workforce
  /** Where the learned of this generation lie, by row. */
  private readonly learned: Map<number, number> = new Map()
  private lastBusyMs: readonly number[] | undefined

  constructor(arena: Arena, task: Task, scoring: Scoring, options: DataEvaluatorOptions) {
    const { train, validation, test } = task.data
    const load = (part: PartName, samples: Samples): Region =>
      arena.dataset.load(part, samples.count, samples.inputs, samples.targets)
    this.direction = task.direction
    this.workers = options.workers
    // Networks are float32.
    this.population = arena.floats(arena.population.genomeAt(0), arena.population.genomes.length)
    this.arena = arena
    this.task = task
    this.scoring = scoring
    this.batch = options.batch
    this.slot = new Slot(arena, scoring, arena.plan.slots - 1)
    this.regions = {
      train: load('train', train),
      validation: load('validation', validation),
      test: load('test', test),
    }
    if (arena.dataset.sampleRows.count > 0) arena.dataset.list(train.inputs, train.targets)
    this.assessor = new Assessor(arena, task, this.slot.scorer, this.regions)
    this.workforce = new Workforce(arena, scoring, this.slot, options.workers, options.onNotice)
  }

  /** P */
  get length(): number {
    return this.arena.population.length
  }

  /** True if the same genome may earn another fitness in another generation. */
  get resampled(): boolean {
    return this.batch !== null
  }

  get busyMs(): readonly number[] | undefined {
    return this.lastBusyMs
  }

  async evaluate(count: number, generation: number): Promise<Float64Array> {
    const before = this.workforce.busyMs
    const fitness = await this.scoreAndLearn(count, generation)
    this.lastBusyMs = busySince(before, this.workforce.busyMs)
    return fitness
  }

  charge(count: number, generation: number): number {
    const { learning } = this.scoring
    if (learning === undefined || !learns(learning, generation)) return count
    return count + learners(learning, count) * this.lessonCharge(learning)
  }

  phenotype(row: number): Float32Array {
    const { population } = this.arena
    const place = this.learned.get(row)
    const genome = place === undefined ? population.genome(row) : population.learned(place)
    return this.arena.floats(genome.byteOffset, genome.length)
  }

  trainingFitness(genome: Float32Array): number {
    return this.assessor.trainingFitness(genome)
  }

  validationFitness(genome: Float32Array): number | null {
    return this.assessor.validationFitness(genome)
  }

  splitScores(genome: Float32Array): SplitScores {
    return this.assessor.splitScores(genome)
  }

  /** The loss over the training part for a descent in process. The arena has to be planned with `gradient`. */
  objective(): DataObjective {
    const { scorer } = this.slot
    const { slots } = this.arena.plan
    return new DataObjective(this.arena, slots - 1, scorer.kernel, scorer.loss, scorer.optimisers())
  }

  /** Samples that an evaluation takes in: the batch, or the training part. */
  get samplesPerEvaluation(): number {
    return this.batch ?? this.regions.train.count
  }

  /** What an epoch of a descent and a look at where it got to cost, in evaluations. */
  epochCharge(): number {
    return (
      ((gradientCharge(this.arena.network.topology) + 1) * this.regions.train.count) /
      this.samplesPerEvaluation
    )
  }

  close(): Promise<void> {
    return this.workforce.close()
  }

  /** What it costs to let one individual learn, in evaluations: its steps, and scoring it once more. */
  private lessonCharge({ steps, descent: { batchSize } }: LearningOptions): number {
    const samples = Math.min(batchSize, this.regions.train.count)
    return (steps * samples * gradientCharge(this.arena.network.topology)) / this.samplesPerEvaluation + 1
  }

  private async scoreAndLearn(count: number, generation: number): Promise<Float64Array> {
    const region = this.regionOf(generation)
    await this.workforce.run(count, { kind: 'score', region }, 1)
    const fitness = this.arena.population.fitness.subarray(0, count)
    this.learned.clear()
    const { learning } = this.scoring
    if (learning !== undefined && learns(learning, generation)) {
      await this.learn(learning, fitness, generation, region)
    }
    return fitness
  }

  private async learn(
    learning: LearningOptions,
    fitness: Float64Array,
    generation: number,
    region: Region,
  ): Promise<void> {
    const rows = choose(learning, fitness, this.scoring.seed, generation)
    const before = Float64Array.from(rows, (row) => fitness[row]!)
    const work = { kind: 'learn', region, generation, rows } as const
    await this.workforce.run(rows.length, work, this.lessonCharge(learning))
    rows.forEach((row, place) => {
      if (!(fitness[row]! < before[place]!)) return
      this.learned.set(row, place)
      if (learning.mode === 'lamarckian') {
        this.arena.population.genome(row).set(this.arena.population.learned(place))
      }
    })
  }

  /** The samples that this generation is scored on: all, or a fresh subset, the same for every individual. */
  private regionOf(generation: number): Region {
    if (this.batch === null) return this.regions.train
    const { train } = this.task.data
    const indices = batchIndices(train.count, this.batch, this.scoring.seed, generation)
    return this.arena.dataset.load(
      'batch',
      this.batch,
      gather(train.inputs, indices, train.count),
      gather(train.targets, indices, train.count),
    )
  }
}

/** To the microsecond; undefined where no worker did anything. */
function busySince(
  before: Float64Array | undefined,
  after: Float64Array | undefined,
): readonly number[] | undefined {
  const busyMs = Array.from(after ?? [], (now, slot) => Math.round((now - (before?.[slot] ?? 0)) * 1e3) / 1e3)
  return busyMs.some((value) => value > 0) ? busyMs : undefined
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
