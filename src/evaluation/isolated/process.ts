import { performance } from 'node:perf_hooks'
import { EvolveError } from '../../errors.ts'
import { Arena } from '../../memory/arena.ts'
import type { ScoredAt, Scorer } from '../scorer.ts'
import { FitnessHost, type Log } from '../scorers/custom/host.ts'
import { scorerOf } from '../scorers/index.ts'
import type { ProcessReply, ProcessRequest, ProcessSetup, ProcessTask } from './messages.ts'

/** The coordinator hears of the begin of evaluations at most this often. */
const begunEveryMs = 100

/** A process's side: it scores the individuals that it is sent. */
export class IsolatedProcess {
  private readonly send: (reply: ProcessReply) => void
  private readonly log: Log
  private memory: Arena | null = null
  private scorer: Scorer | null = null
  private host: FitnessHost | null = null
  private begunAt = 0

  /** @param log prints a line of the user's code */
  constructor(send: (reply: ProcessReply) => void, log: Log) {
    this.send = send
    this.log = log
  }

  async take(request: ProcessRequest): Promise<void> {
    try {
      if (request.kind === 'setup') await this.setUp(request.setup)
      else if (request.kind === 'task') await this.score(request.task)
      else await this.close()
    } catch (error) {
      const message = error instanceof EvolveError ? error.message : String((error as Error).stack ?? error)
      this.send({ kind: 'obstacle', message })
    }
  }

  private async setUp({ plan, spec }: ProcessSetup): Promise<void> {
    if (spec.scorer.kind !== 'fitness')
      throw new RangeError('isolated: expected the spec of a custom fitness')
    this.host = new FitnessHost(spec.scorer, spec.seed, this.log, null, true)
    this.memory = Arena.allocate(plan)
    this.scorer = scorerOf(this.memory, spec, 0, this.host)
    await this.scorer.ready()
    this.send({ kind: 'ready' })
  }

  private async score({ genomes, ats }: ProcessTask): Promise<void> {
    const { population } = this.memory!
    const scorer = this.scorer!
    const start = performance.now()
    population.genomes.set(genomes)
    const begun = (): void => this.begun()
    const places = ats.map((at): ScoredAt => ({ ...at, begun }))
    const rows = places.map((_, k) => population.genome(k))
    const outcomes =
      places.length > 1 && scorer.scoreTogether !== undefined
        ? await scorer.scoreTogether(rows, places)
        : [await scorer.score(rows[0]!, places[0]!)]
    const busyMs = performance.now() - start
    this.send({ kind: 'done', outcomes, noisy: scorer.noisy, busyMs })
  }

  private begun(): void {
    const now = performance.now()
    if (now - this.begunAt < begunEveryMs) return
    this.begunAt = now
    this.send({ kind: 'begun' })
  }

  private async close(): Promise<void> {
    await this.host?.close()
    this.send({ kind: 'closed' })
  }
}
