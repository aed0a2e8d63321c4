import { costOf } from '../../math/direction.ts'
import type { Genome } from '../../random/genome.ts'
import { type ChargedSamples, generationCharge, lessonCharge } from '../charge.ts'
import { type Executor, noOutcomes, type Outcomes } from '../executor.ts'
import type { Workplace } from '../handler.ts'
import { choose, type LearningOptions, learns } from './options.ts'

/** The coordinator's side of learning: it chooses which individuals learn and applies what they learned. */
export class Learning {
  private readonly workplace: Workplace
  private readonly options: LearningOptions
  private readonly samples: ChargedSamples
  /** The places of this generation's learned parameters, by row. */
  private readonly learned: Map<number, number> = new Map()

  constructor(workplace: Workplace, options: LearningOptions, samples: ChargedSamples) {
    this.workplace = workplace
    this.options = options
    this.samples = samples
  }

  /** The cost of a generation of `count` individuals, in evaluations. */
  charge(count: number, generation: number): number {
    return generationCharge(this.samples, this.options, count, generation)
  }

  /** (P) the learned parameters of row `row` in the last generation; null for a row that did not learn. */
  phenotype(row: number): Genome | null {
    const place = this.learned.get(row)
    return place === undefined ? null : this.workplace.memory.population.learned(place)
  }

  /**
   * Lets some individuals learn, if learning is due in this generation. Rows 0 … count - 1 must have been scored. Rows
   * that improve get a new fitness and, if learning is Lamarckian, a new genome.
   */
  async teach(executor: Executor, count: number, generation: number): Promise<Outcomes> {
    this.learned.clear()
    if (!learns(this.options, generation)) return noOutcomes
    const { memory, spec } = this.workplace
    const { fitness } = memory.population
    const cost = fitness.slice(0, count).map((value) => costOf(value, spec.direction))
    const rows = choose(this.options, cost, spec.seed, generation)
    const charge = lessonCharge(this.samples, this.options)
    const outcomes = await executor.run(
      { kind: 'learn', charge, generation, rows },
      { from: 0, to: rows.length },
    )
    rows.forEach((row, place) => {
      if (!(costOf(fitness[row]!, spec.direction) < cost[row]!)) return
      this.learned.set(row, place)
      if (this.options.mode === 'lamarckian')
        memory.population.genome(row).set(memory.population.learned(place))
    })
    return outcomes
  }
}
