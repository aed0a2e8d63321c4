/**
 * The kind of a failure: the thread ended while it scored the individual; scoring threw an error or gave no fitness; it
 * took longer than the deadline; or it used up its budget of ticks.
 */
export type FailureKind = 'died' | 'error' | 'deadline' | 'budget'

/** An individual without a fitness, as data for counts, messages and files. */
export interface Failure {
  readonly kind: FailureKind
  readonly message: string
  /** Where the error was thrown; null if unknown. */
  readonly stack: string | null
  /** From 0. */
  readonly generation: number
  readonly individual: number
  readonly seed: number
}

export interface FaultPolicy {
  /** Maximum tries of an individual whose thread dies, ≥ 1; of those that `freshOnly` counts. */
  readonly attempts: number
  /** Longest time of one evaluation, milliseconds; null for no limit. An individual that exceeds it is not tried again. */
  readonly deadlineMs: number | null
  /** Longest time that a thread may take to start and to set up the user's code, milliseconds; null for no limit. */
  readonly setupMs: number | null
  /**
   * Count only the deaths of threads that had scored nothing before. An individual may leave something behind that ends
   * its thread later, and memory that is used up bit by bit is the fault of nobody in particular.
   */
  readonly freshOnly: boolean
}

export const defaultFaultPolicy: FaultPolicy = {
  attempts: 2,
  deadlineMs: null,
  setupMs: null,
  freshOnly: false,
}

/** Decides which individuals of a job are tried again, and records those that failed. */
export class Faults {
  private readonly policy: FaultPolicy
  private readonly at: Pick<Failure, 'generation' | 'seed'>
  private readonly deaths = new Map<number, number>()
  private readonly list: Failure[] = []

  constructor(policy: FaultPolicy, at: Pick<Failure, 'generation' | 'seed'>) {
    this.policy = policy
    this.at = at
  }

  /**
   * Records that a thread died while it scored an individual.
   * @param message the reason, as far as it is known
   * @param fresh whether the thread had scored nothing before
   * @returns true if the individual is to be tried again; otherwise it has failed
   */
  died(individual: number, message: string, fresh: boolean): boolean {
    if (this.policy.freshOnly && !fresh) return true
    const deaths = (this.deaths.get(individual) ?? 0) + 1
    this.deaths.set(individual, deaths)
    if (deaths < this.policy.attempts) return true
    this.list.push({ kind: 'died', message, stack: null, ...this.at, individual })
    return false
  }

  /** Records that a thread was ended because an individual took too long. */
  overran(individual: number): void {
    const message = overrunMessage(this.policy.deadlineMs ?? 0)
    this.list.push({ kind: 'deadline', message, stack: null, ...this.at, individual })
  }

  /** Records failures that a thread reported. */
  report(failures: readonly Failure[]): void {
    this.list.push(...failures)
  }

  /** All failures, in ascending order of individual. */
  get failures(): readonly Failure[] {
    return this.list.toSorted((a, b) => a.individual - b.individual)
  }
}

/** The message for an evaluation that took too long; the same wherever it is noticed. */
export function overrunMessage(deadlineMs: number): string {
  return `took more than the deadline of ${deadlineMs / 1000} s`
}
