import type { Computation } from '../kernels/computation.ts'
import { engines } from '../kernels/index.ts'
import type { Direction } from '../math/direction.ts'
import { Arena } from '../memory/arena.ts'
import { planArena } from '../memory/plan.ts'
import type { Genome } from '../random/genome.ts'
import type { Fitness, FitnessContext, FitnessNetwork } from '../tasks/custom/fitness.ts'
import type { Failure } from './faults.ts'
import type { Score, ScoredAt } from './scorer.ts'
import { EvaluationContext } from './scorers/custom/context.ts'
import { FitnessHost, type Log } from './scorers/custom/host.ts'
import { CustomScorer } from './scorers/custom/scorer.ts'
import type { CustomScorerSpec } from './scorers/custom/spec.ts'
import { NetworkSubject, VectorSubject } from './scorers/custom/subject.ts'

/** What single evaluations need. */
export interface SingleParts {
  readonly scorer: CustomScorerSpec
  readonly seed: number
  readonly direction: Direction
  readonly computation: Computation
  /** P */
  readonly length: number
  readonly log: Log
}

/** An individual on its own, with what the user's code gets beside it. */
export interface Scene {
  readonly fitness: Fitness
  readonly subject: FitnessNetwork | Float64Array
  readonly context: FitnessContext
  /** Whether the context has ended the evaluation: its budget is used up. */
  over(): boolean
}

/** Evaluates single genomes of a fitness of the user's own in this process, outside of any run. */
export class SingleEvaluation {
  private readonly parts: SingleParts
  private readonly memory: Arena
  private readonly host: FitnessHost
  private readonly own: CustomScorer

  constructor(parts: SingleParts) {
    const { seed, direction, computation, length, log } = parts
    const scorer = { ...parts.scorer, together: 1 }
    const { topology } = scorer
    const common = { rows: 1, slots: 1 }
    const samples = { train: 0, validation: 0, test: 0, batch: 0 }
    this.parts = { ...parts, scorer }
    this.memory = Arena.allocate(
      planArena(
        topology === null
          ? { ...common, topology, type: 'float64', length }
          : { ...common, topology, samples, sampleNetworks: 1 },
      ),
    )
    this.host = new FitnessHost(scorer, seed, log)
    this.own = new CustomScorer(this.memory, scorer, {
      seed,
      direction,
      computation,
      host: this.host,
      slot: 0,
    })
  }

  /** @throws EvolveError for a module that does not load or fails in setup */
  async ready(): Promise<void> {
    await this.own.ready()
  }

  /** Whether an evaluation so far has drawn random numbers that are others elsewhere. */
  get noisy(): boolean {
    return this.own.noisy
  }

  /** @param genome (P) */
  async score(genome: Genome, at: ScoredAt): Promise<Score | Failure> {
    return await this.own.score(this.hold(genome), at)
  }

  /**
   * The first episode of an individual, for code that plays it by itself.
   * @param genome (P)
   */
  scene(genome: Genome, at: ScoredAt): Scene {
    const { scorer: spec, seed, direction, computation } = this.parts
    const { generation, individual, drawn = generation, episodes = spec.episodes } = at
    const place = { generation, individual, drawn, episodes, episode: 0, threshold: null, before: [] }
    const { fitness, state } = this.host.present
    const context = new EvaluationContext({ spec, seed, direction, host: this.host }, place, state)
    const row = this.hold(genome)
    const { engine, arithmetic } = computation
    const subject =
      spec.topology === null
        ? new VectorSubject(row, new Float64Array(row.length))
        : new NetworkSubject(
            spec.topology,
            engines[engine].sampleNetwork(this.memory, arithmetic, 0, 0),
            row as Float32Array,
          )
    return { fitness, subject: subject.value, context, over: () => context.ended !== null }
  }

  async close(): Promise<void> {
    await this.host.close()
  }

  private hold(genome: Genome): Genome {
    const row = this.memory.population.genome(0)
    row.set(genome)
    return row
  }
}
