import type { Arena } from '../memory/arena.ts'
import type { PartName, Region } from '../memory/dataset.ts'
import { outputLayer } from '../model/topology.ts'
import type { Genome } from '../random/genome.ts'
import type { Samples } from '../tasks/supervised/dataset.ts'
import type { Supervised } from '../tasks/task.ts'
import { type BatchOptions, loadBatch, loadTraining } from './batch.ts'
import type { ScoredGenome, SplitScore, SplitScores, WholeFitness } from './evaluator.ts'
import type { Judge } from './population-evaluator.ts'
import type { SupervisedScorer } from './scorers/supervised.ts'

/** Holds the samples of a task in memory, and scores single genomes on the whole of each part. */
export class SplitScorer implements Judge, WholeFitness {
  private readonly memory: Arena
  private readonly supervised: Supervised
  private readonly batch: BatchOptions | null
  private readonly scorer: SupervisedScorer
  private readonly regions: Readonly<Record<Exclude<PartName, 'batch'>, Region>>

  /**
   * @param scorer the scorer of the coordinator's slot
   * @param batch null if a generation is scored on the whole training part
   */
  constructor(memory: Arena, supervised: Supervised, scorer: SupervisedScorer, batch: BatchOptions | null) {
    const { train, validation, test } = supervised.data
    const load = (part: PartName, { count, inputs, targets, weights }: Samples): Region =>
      memory.dataset.load(part, count, inputs, targets, weights)
    loadTraining(memory, train)
    this.memory = memory
    this.supervised = supervised
    this.scorer = scorer
    this.batch = batch
    this.regions = {
      train: memory.dataset.regions.train,
      validation: load('validation', validation),
      test: load('test', test),
    }
  }

  get resampled(): boolean {
    return this.batch !== null
  }

  /** Draws a new batch for a generation. All individuals are scored on the same batch. */
  prepare(generation: number): void {
    if (this.batch === null) return
    loadBatch(this.memory, this.supervised.data.train, this.batch, generation)
  }

  readonly charge = 1

  get whole(): WholeFitness {
    return this
  }

  trainingFitness(genome: Genome): number {
    return this.fitnessOn(genome, this.regions.train)
  }

  /** Null if there is no validation part. */
  validationFitness(genome: Genome): number | null {
    return this.regions.validation.count === 0 ? null : this.fitnessOn(genome, this.regions.validation)
  }

  scores({ genome }: ScoredGenome): SplitScores {
    const { train, validation, test } = this.supervised.data
    const score = (region: Region, samples: Samples): SplitScore => ({
      fitness: this.fitnessOn(genome, region),
      metrics: this.measure(genome, region, samples),
    })
    return {
      train: score(this.regions.train, train),
      validation: validation.count === 0 ? null : score(this.regions.validation, validation),
      test: test.count === 0 ? null : score(this.regions.test, test),
    }
  }

  private fitnessOn(genome: Genome, region: Region): number {
    this.memory.population.candidate.set(genome)
    return this.scorer.lossAt(this.memory.population.candidateAt, region)
  }

  private measure(genome: Genome, region: Region, { count, targets }: Samples): SplitScore['metrics'] {
    const outputs = new Float32Array(count * outputLayer(this.memory.network.topology).outputs)
    this.memory.population.candidate.set(genome)
    this.scorer.kernel.forward(this.memory.population.candidateAt, region, outputs)
    return this.supervised.measure(outputs, targets, count)
  }
}
