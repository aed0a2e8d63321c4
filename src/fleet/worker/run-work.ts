import type { Job } from '../../evaluation/job.ts'

/** What a worker has done for a run so far. */
export interface WorkFigures {
  /** The run: its id in Redis, and its name, which others may have too. */
  readonly id: string
  readonly name: string
  /** Of its last batch, from 1; 0 before the first one. */
  readonly generation: number
  readonly individuals: number
  /** An individual may cost several, such as episodes. */
  readonly evaluations: number
  /** Milliseconds that its threads have worked, together. Of a batch under way all of them count. */
  readonly busyMs: number
  readonly threads: number
  /** Milliseconds since its first batch began; up to the end of the last one if none is under way. */
  readonly activeMs: number
}

/** Counts what a worker does for a run. */
export class RunWork {
  private readonly about: Pick<WorkFigures, 'id' | 'name' | 'threads'>
  private readonly clock: () => number
  private generation = 0
  private individuals = 0
  private evaluations = 0
  private busyMs = 0
  private firstAt: number | null = null
  private lastAt = 0
  private underWay: { readonly charge: number; readonly since: number; finished(): number } | null = null

  /** @param clock milliseconds of a monotonic clock */
  constructor(
    about: Pick<WorkFigures, 'id' | 'name' | 'threads'>,
    clock: () => number = () => performance.now(),
  ) {
    this.about = about
    this.clock = clock
  }

  /** A batch begins. @param finished how many of its individuals are scored */
  begin({ generation, charge }: Job, finished: () => number): void {
    const since = this.clock()
    this.generation = generation + 1
    this.firstAt ??= since
    this.underWay = { charge, since, finished }
  }

  /** The batch ends, however that was. @param busyMs milliseconds that threads have worked on it, together */
  end(individuals: number, busyMs: number): void {
    const { charge = 1 } = this.underWay ?? {}
    this.underWay = null
    this.lastAt = this.clock()
    this.individuals += individuals
    this.evaluations += individuals * charge
    this.busyMs += busyMs
  }

  /** Whether a batch is under way. */
  get computing(): boolean {
    return this.underWay !== null
  }

  get figures(): WorkFigures {
    const { about, generation, individuals, evaluations, busyMs, firstAt, underWay } = this
    const now = underWay === null ? this.lastAt : this.clock()
    const finished = underWay?.finished() ?? 0
    return {
      ...{ ...about, generation },
      individuals: individuals + finished,
      evaluations: evaluations + finished * (underWay?.charge ?? 1),
      busyMs: busyMs + (underWay === null ? 0 : (now - underWay.since) * about.threads),
      activeMs: firstAt === null ? 0 : now - firstAt,
    }
  }
}
