import { Interrupted } from '../../src/errors.ts'
import { checkCosts } from '../../src/evaluation/costs.ts'
import type { Evaluator } from '../../src/evaluation/evaluator.ts'
import { noOutcomes } from '../../src/evaluation/executor.ts'
import { vectors } from '../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import type { Genome } from '../../src/random/genome.ts'
import type { Monitor } from '../../src/run/champion-choice.ts'
import type { GenerationEvent, Outcome } from '../../src/run/events.ts'
import { EvolutionTrainer } from '../../src/run/evolution-trainer.ts'
import type { FailureRule } from '../../src/run/failure-watch.ts'
import type { FitnessRules } from '../../src/run/fitness-rules.ts'
import { PhasedTrainer } from '../../src/run/phased-trainer.ts'
import { RunProgress } from '../../src/run/progress.ts'
import type { StopCriteria } from '../../src/run/stop.ts'
import type { Stopwatch } from '../../src/run/stopwatch.ts'
import { bind } from '../../src/strategies/bind.ts'
import { Diversity } from '../../src/strategies/diversity.ts'
import { ga } from '../../src/strategies/ga/ga.ts'
import type { GaPlan } from '../../src/strategies/ga/state.ts'
import { Population } from '../../src/strategies/population.ts'
import type { Problem } from '../../src/strategies/problem.ts'

export const length = 5
export const rows = 20

const problem: Problem = {
  length,
  blockOf: new Uint32Array(length),
  blocks: 1,
  prior: [{ start: 0, end: length, kind: 'normal', scale: 1 }],
  type: 'float32',
  bounds: null,
  integer: null,
  initial: null,
  resampled: false,
}

export function sphere(genome: Genome): number {
  return Array.from(genome).reduce((sum, gene) => sum + gene * gene, 0)
}

export interface FakeTraining {
  readonly training: PhasedTrainer
  readonly progress: RunProgress
  /** The fresh episodes of each time that genomes were scored again; null for those of their generation. */
  readonly rescored: readonly unknown[]
}

export interface FakeOptions {
  readonly direction?: Evaluator['direction']
  readonly resampled?: boolean
  /** The cost of a generation in addition to its individuals. */
  readonly extra?: number
  /** The fitness that the population gets; default: the true one. */
  readonly score?: (genome: Genome, row: number, generation: number) => number
  /** By how much a genome breaks constraints; default: 0. */
  readonly violation?: (genome: Genome) => number
  /** The share of a generation that may fail; default: any but all. */
  readonly failures?: number
  /** The time of the run. */
  readonly watch?: Stopwatch
  /** The rules of a fitness of the user's own; default: the task has samples. */
  readonly rules?: FitnessRules
  /** Default: the training part. */
  readonly monitor?: Monitor
  /** The fitness on the validation part; default: twice that on the training part. */
  readonly validation?: (genome: Genome) => number
  /** Whether the user has ended the run and nobody scores any more. */
  readonly nobody?: (what: 'evaluate' | 'rescore') => boolean
  /** Whether that fitness shows itself to be noisy. */
  readonly noisy?: boolean
}

/** How champions are elected. */
export const rules: FitnessRules = {
  ...{ candidates: 3, episodes: 10, evaluations: undefined },
  onNotice() {},
}

/** A training whose fitness is the sphere. */
export function trainer(stop: StopCriteria, options: FakeOptions = {}): PhasedTrainer {
  return openTraining(stop, options).training
}

/** The same, with what it remembers. */
export function openTraining(
  stop: StopCriteria,
  {
    direction = 'minimize',
    resampled = false,
    extra = 0,
    score,
    violation = () => 0,
    ...own
  }: FakeOptions = {},
): FakeTraining {
  const rescored: unknown[] = []
  let shown = resampled
  const sign = direction === 'minimize' ? 1 : -1
  const truth = (genome: Genome): number => sign * sphere(genome)
  const { rules = null, noisy = false, monitor = 'train', failures: share = 1 } = own
  const { validation = (genome: Genome) => 2 * truth(genome) } = own
  const search = {
    problem: { ...problem, resampled },
    options: { ...ga.defaults(problem), population: rows, initial: 1 },
    seed: 1,
  }
  const shared = allocateShared(ga.shared(search))
  const make = ga.materialiser(search, shared, vectors)
  const { rows: capacity } = ga.capacity(search.options, length)
  const population = new Population(length, new Float32Array(capacity * length))
  const evaluator: Evaluator = {
    direction,
    workers: 0,
    population,
    get resampled() {
      return shown
    },
    async evaluate(plan, generation) {
      if (own.nobody?.('evaluate') === true) throw new Interrupted('nobody')
      for (let row = 0; row < plan.count; row++) make(plan as GaPlan, row, population.row(row))
      const each = (of: (genome: Genome, row: number) => number): Float64Array =>
        Float64Array.from({ length: plan.count }, (_, row) => of(population.row(row), row))
      const fitness = each((genome, row) => (score ?? truth)(genome, row, generation))
      const costs = checkCosts(fitness, each(violation), direction)
      shown ||= noisy
      const at = { kind: 'error', message: 'no wheels', stack: 'at car.ts:3', generation, seed: 1 } as const
      const failures = Array.from(fitness).flatMap((value, individual) =>
        Number.isNaN(value) ? [{ ...at, individual }] : [],
      )
      return { costs, ...noOutcomes, failures, noisy, diversity: diversityOf(population, plan.count) }
    },
    charge: (count) => count + extra,
    phenotype: (row) => population.row(row),
    whole: rules === null ? { trainingFitness: truth, validationFitness: validation } : null,
    splitScores: ({ genome }) => ({
      train: { fitness: truth(genome), metrics: {} },
      validation: null,
      test: null,
    }),
    // Without luck: scored again, each gets what it is worth.
    rescore: async (genomes, _, fresh) => {
      if (own.nobody?.('rescore') === true) throw new Interrupted('nobody')
      rescored.push(fresh)
      return genomes.map((genome) => ({ fitness: truth(genome), violation: violation(genome) }))
    },
    close: async () => {},
  }
  const progress = new RunProgress(own.watch)
  const strategy = bind(ga, search, shared)
  const limited = rules && { ...rules, evaluations: stop.evaluations }
  const failures: FailureRule = { share, what: 'failed', cure: () => 'do better' }
  const parts = { strategy, evaluator, stop, monitor, progress, failures, rules: limited }
  const training = new PhasedTrainer([new EvolutionTrainer(parts)], progress)
  return { training, progress, rescored }
}

export async function follow(
  training: PhasedTrainer,
  signal?: AbortSignal,
): Promise<{ readonly events: readonly GenerationEvent[]; readonly outcome: Outcome }> {
  const events: GenerationEvent[] = []
  const generator = training.run(signal)
  for (;;) {
    const step = await generator.next()
    if (step.done === true) return { events, outcome: step.value }
    events.push(step.value)
  }
}

function diversityOf({ length, genomes }: Population, count: number): number {
  const diversity = new Diversity(length)
  diversity.add(genomes, count)
  return diversity.value
}
