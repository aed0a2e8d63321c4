import type { Arena } from '../memory/arena.ts'
import type { PartName, Region } from '../memory/dataset.ts'
import { outputLayer } from '../model/topology.ts'
import type { Samples } from '../tasks/supervised/dataset.ts'
import type { Task } from '../tasks/task.ts'
import type { SplitScore, SplitScores } from './evaluator.ts'
import type { Scorer } from './scorer.ts'

export type Regions = Readonly<Record<Exclude<PartName, 'batch'>, Region>>

/** Says what a genome outside the race is worth, on the whole of each part of the data. */
export class Assessor {
  private readonly arena: Arena
  private readonly task: Task
  private readonly scorer: Scorer
  private readonly regions: Regions

  constructor(arena: Arena, task: Task, scorer: Scorer, regions: Regions) {
    this.arena = arena
    this.task = task
    this.scorer = scorer
    this.regions = regions
  }

  trainingFitness(genome: Float32Array): number {
    return this.fitnessOn(genome, this.regions.train)
  }

  /** Null where there is no validation part. */
  validationFitness(genome: Float32Array): number | null {
    return this.regions.validation.count === 0 ? null : this.fitnessOn(genome, this.regions.validation)
  }

  splitScores(genome: Float32Array): SplitScores {
    const { train, validation, test } = this.task.data
    const score = (region: Region, samples: Samples): SplitScore | null =>
      samples.count === 0
        ? null
        : { fitness: this.fitnessOn(genome, region), metrics: this.measure(genome, region, samples) }
    return {
      train: score(this.regions.train, train)!,
      validation: score(this.regions.validation, validation),
      test: score(this.regions.test, test),
    }
  }

  private fitnessOn(genome: Float32Array, region: Region): number {
    this.arena.population.candidate.set(genome)
    return this.scorer.scoreAt(this.arena.population.candidateAt, region)
  }

  private measure(genome: Float32Array, region: Region, { count, targets }: Samples): SplitScore['metrics'] {
    const outputs = new Float32Array(count * outputLayer(this.arena.network.topology).outputs)
    this.arena.population.candidate.set(genome)
    this.scorer.kernel.forward(this.arena.population.candidateAt, region, outputs)
    return this.task.measure(outputs, targets, count)
  }
}
