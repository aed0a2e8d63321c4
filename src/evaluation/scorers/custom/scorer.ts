import { clearTimeout, setTimeout } from 'node:timers'
import type { Computation } from '../../../kernels/computation.ts'
import { engines } from '../../../kernels/index.ts'
import type { SampleNetwork } from '../../../kernels/sample-network.ts'
import type { Direction } from '../../../math/direction.ts'
import type { Arena } from '../../../memory/arena.ts'
import type { Genome } from '../../../random/genome.ts'
import type { FitnessNetwork } from '../../../tasks/custom/fitness.ts'
import { type Failure, overrunMessage } from '../../faults.ts'
import type { Score, ScoredAt, Scorer } from '../../scorer.ts'
import { Candidate, Overrun } from './candidate.ts'
import { type ContextParts, EvaluationContext } from './context.ts'
import { type EpisodePart, type EpisodeTrial, isThenable, listOf, usable } from './episode-trial.ts'
import type { FitnessHost } from './host.ts'
import type { CustomScorerSpec } from './spec.ts'
import { NetworkSubject, VectorSubject } from './subject.ts'

/** What a scorer of a custom fitness needs beside its spec. */
export interface CustomScorerParts {
  readonly seed: number
  readonly direction: Direction
  readonly computation: Computation
  readonly host: FitnessHost
  /** The slot whose scratch only this scorer writes to. */
  readonly slot: number
}

/** The most episodes that a fitness which takes several at once is given. */
const mostEpisodes = 256

/** Scores individuals with the user's own code. */
export class CustomScorer implements Scorer {
  readonly together: number
  noisy = false
  private readonly spec: CustomScorerSpec
  private readonly host: FitnessHost
  private readonly contextParts: ContextParts
  private readonly networks: readonly SampleNetwork[]
  /** Used again for each individual: a new array takes longer than a call of cheap code. */
  private vectors: Float64Array[] = []

  constructor(memory: Arena, spec: CustomScorerSpec, parts: CustomScorerParts) {
    const { seed, direction, host, slot, computation } = parts
    this.spec = spec
    this.host = host
    this.together = spec.together
    this.contextParts = { spec, seed, direction, host }
    const count = spec.topology === null ? 0 : spec.together
    this.networks = Array.from({ length: count }, (_, place) =>
      engines[computation.engine].sampleNetwork(memory, computation.arithmetic, slot, place),
    )
  }

  async ready(): Promise<void> {
    await this.host.ready()
  }

  score(genome: Genome, at: ScoredAt): Score | Failure | Promise<Score | Failure> {
    const { episodes = this.spec.episodes } = at
    if (episodes === 1 && this.host.present.fitness.evaluate !== undefined) return this.scoreOnce(genome, at)
    const done = this.scoreTogether([genome], [at])
    return done instanceof Promise ? done.then(([first]) => first!) : done[0]!
  }

  /** The usual case, without the lists of the others: a call of cheap code costs no more than itself. */
  private scoreOnce(genome: Genome, at: ScoredAt): Score | Failure | Promise<Score | Failure> {
    const { seed, direction } = this.contextParts
    const candidate = new Candidate(genome, at, seed)
    const playing = this.playOne(this.trial({ candidate, index: 0, count: 1 }, 0))
    if (playing === undefined) return candidate.outcome(this.spec, direction)
    return playing.then(() => candidate.outcome(this.spec, direction))
  }

  scoreTogether(
    genomes: readonly Genome[],
    ats: readonly ScoredAt[],
  ): (Score | Failure)[] | Promise<(Score | Failure)[]> {
    const candidates = genomes.map((genome, k) => new Candidate(genome, ats[k]!, this.contextParts.seed))
    const count = ats[0]!.episodes ?? this.spec.episodes
    const playing = this.playFrom(0, count, candidates)
    const outcomes = (): (Score | Failure)[] =>
      candidates.map((candidate) => candidate.outcome(this.spec, this.contextParts.direction))
    return playing === undefined ? outcomes() : playing.then(outcomes)
  }

  /** Plays the episodes from `index` on. Gives a promise only if an evaluation does. */
  private playFrom(index: number, count: number, candidates: readonly Candidate[]): void | Promise<void> {
    const step = this.host.present.fitness.evaluateEpisodes === undefined ? 1 : mostEpisodes
    for (let first = index; first < count; first += step) {
      const open = candidates.filter((candidate) => candidate.open)
      if (open.length === 0) return
      const episodes = Array.from({ length: Math.min(step, count - first) }, (_, k) => first + k)
      const parts = open.flatMap((candidate) =>
        episodes.map((episode) => ({ candidate, index: episode, count })),
      )
      const playing = this.play(parts)
      if (playing !== undefined) return playing.then(() => this.playFrom(first + step, count, candidates))
    }
  }

  /** @param parts the same episode of several candidates, or several episodes of one */
  private play(parts: readonly EpisodePart[]): void | Promise<void> {
    const { evaluate, evaluateBatch, evaluateEpisodes } = this.host.present.fitness
    const single = parts.length === 1
    if (evaluateBatch === undefined && evaluateEpisodes === undefined) return this.playEach(parts, 0)
    if (single && evaluate !== undefined) return this.playEach(parts, 0)
    for (const { candidate } of parts) candidate.at.begun?.()
    const trials = parts.map((part, k) => this.trial(part, evaluateEpisodes === undefined ? k : 0))
    return this.playTogether(trials, single ? null : () => this.playEach(parts, 0))
  }

  /** Evaluates one after another. */
  private playEach(parts: readonly EpisodePart[], from: number): void | Promise<void> {
    for (let k = from; k < parts.length; k++) {
      if (!parts[k]!.candidate.open) continue
      // Those after it wait for it, so their time has not begun either.
      for (let waiting = k; waiting < parts.length; waiting++) parts[waiting]!.candidate.at.begun?.()
      const playing = this.playOne(this.trial(parts[k]!, 0))
      if (playing !== undefined) return playing.then(() => this.playEach(parts, k + 1))
    }
  }

  /** @param place the network of the slot that the candidate takes */
  private trial({ candidate, index, count }: EpisodePart, place: number): EpisodeTrial {
    const { genome, at, before } = candidate
    const { generation, individual, drawn = generation, threshold = null } = at
    const context = new EvaluationContext(
      this.contextParts,
      { generation, individual, drawn, threshold, episode: index, episodes: count, before },
      this.host.present.state,
    )
    const { topology } = this.spec
    const subject =
      topology === null
        ? new VectorSubject(genome, this.vector(place, genome.length))
        : new NetworkSubject(topology, this.networks[place]!, genome as Float32Array)
    return { candidate, context, subject }
  }

  /** (P) where the genes of the candidate at a place are shown to the user's code. */
  private vector(place: number, length: number): Float64Array {
    this.vectors[place] ??= new Float64Array(length)
    return this.vectors[place]
  }

  private playOne(trial: EpisodeTrial): void | Promise<void> {
    const { fitness } = this.host.present
    const { context, subject } = trial
    if (fitness.evaluate === undefined) return this.playTogether([trial], null)
    try {
      const result = fitness.evaluate(subject.value as FitnessNetwork & Float64Array, context)
      if (!isThenable(result)) return this.take(trial, result)
      return this.inTime(result, [trial]).then(
        (value) => this.take(trial, value),
        (error) => this.fail(trial, error),
      )
    } catch (error) {
      this.fail(trial, error)
    }
  }

  /** @param singly plays the trials one by one, if together they give no result; null: they fail then */
  private playTogether(
    trials: readonly EpisodeTrial[],
    singly: (() => void | Promise<void>) | null,
  ): void | Promise<void> {
    const playSingly =
      singly &&
      ((): void | Promise<void> => {
        for (const { subject } of trials) subject.end()
        return singly()
      })
    const failed = (error: unknown): void | Promise<void> => {
      if (playSingly !== null) return playSingly()
      for (const trial of trials) this.fail(trial, error)
    }
    const settle = (results: unknown): void | Promise<void> => {
      const list = listOf(results)
      if (list === null || list.length !== trials.length) {
        const found = list === null ? String(results) : `a list of ${list.length}`
        return failed(new RangeError(`expected a list of ${trials.length} results, found ${found}`))
      }
      // A result that cannot be used may be the fault of another trial.
      if (playSingly !== null && trials.some((trial, k) => !usable(trial, list[k]))) return playSingly()
      trials.forEach((trial, k) => {
        this.take(trial, list[k])
      })
    }
    try {
      const { fitness } = this.host.present
      const subjects = trials.map(({ subject }) => subject.value) as (FitnessNetwork & Float64Array)[]
      const contexts = trials.map(({ context }) => context)
      const results =
        fitness.evaluateEpisodes === undefined
          ? fitness.evaluateBatch!(subjects, contexts)
          : fitness.evaluateEpisodes(subjects[0]!, contexts)
      return isThenable(results) ? this.inTime(results, trials).then(settle, failed) : settle(results)
    } catch (error) {
      return failed(error)
    }
  }

  private take({ candidate, context, subject }: EpisodeTrial, result: unknown): void {
    this.noisy ||= context.noisy
    candidate.take(result, context, subject)
    subject.end()
  }

  private fail({ candidate, context, subject }: EpisodeTrial, error: unknown): void {
    this.noisy ||= context.noisy
    candidate.fail(error, context)
    subject.end()
  }

  /**
   * Waits for a promise, at most as long as the deadline. Where the thread is watched from outside, code that does not
   * come to its end when its signal is aborted is ended with its thread: it could go on for ever beside others.
   */
  private async inTime<T>(promise: PromiseLike<T>, trials: readonly EpisodeTrial[]): Promise<T> {
    const { deadlineMs } = this.spec
    if (deadlineMs === null) return await promise
    let over = false
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        over = true
        // Code that goes on after its time must not change the genes of others.
        this.vectors = []
        for (const { context } of trials) context.abandon()
        if (!this.host.watched) reject(new Overrun(overrunMessage(deadlineMs)))
      }, deadlineMs)
    })
    // What it gives or throws after its time does not count.
    const ended = await Promise.allSettled([Promise.race([promise, late])])
    clearTimeout(timer)
    if (over) throw new Overrun(overrunMessage(deadlineMs))
    if (ended[0].status === 'rejected') throw ended[0].reason
    return ended[0].value
  }
}
