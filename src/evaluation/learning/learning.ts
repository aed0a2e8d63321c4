import type { Genome } from '../../random/genome.ts'
import { type ChargedSamples, generationCharge, lessonCharge } from '../charge.ts'
import { costOf } from '../costs.ts'
import type { Executor, Outcomes } from '../executor.ts'
import type { Workplace } from '../handler.ts'
import { choose, type LearningOptions, learns } from './options.ts'

/** The coordinator's side of learning within a generation: who learns, and what becomes of what they learnt. */
export class Learning {
  private readonly workplace: Workplace
  private readonly options: LearningOptions
  private readonly samples: ChargedSamples
  /** Where the learned of this generation lie, by row. */
  private readonly learned: Map<number, number> = new Map()

  constructor(workplace: Workplace, options: LearningOptions, samples: ChargedSamples) {
    this.workplace = workplace
    this.options = options
    this.samples = samples
  }

  /** What a generation of `count` individuals costs, in evaluations. */
  charge(count: number, generation: number): number {
    return generationCharge(this.samples, this.options, count, generation)
  }

  /** (P) what row `row` became by learning in the last generation; null for a row that did not learn. */
  phenotype(row: number): Genome | null {
    const place = this.learned.get(row)
    return place === undefined ? null : this.workplace.memory.population.learned(place)
  }

  /**
   * Lets some of a generation learn, if it is one that does. Rows 0 … count - 1 have been scored; those who got better have
   * another fitness then, and if learning is Lamarckian another genome.
   */
  async teach(executor: Executor, count: number, generation: number): Promise<Outcomes> {
    this.learned.clear()
    if (!learns(this.options, generation)) return { failures: [], details: new Map() }
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
