/** What went wrong with an individual: its thread died at it, or scoring it raised an error. */
export type FailureKind = 'died' | 'error'

/** An individual without a fitness, as data: what is known of it wherever it is counted, shown or written. */
export interface Failure {
  readonly kind: FailureKind
  readonly message: string
  /** Where it was raised; null where nobody knows. */
  readonly stack: string | null
  readonly generation: number
  readonly individual: number
  readonly seed: number
}

export interface FaultPolicy {
  /** How often an individual is tried whose thread dies at it, ≥ 1. */
  readonly attempts: number
}

export const defaultFaultPolicy: FaultPolicy = { attempts: 2 }

/** Decides, for the individuals of one job, who is tried again; keeps who failed. */
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
   * Takes note that a thread died at an individual.
   * @param message what is known of the death
   * @returns true if it is to be tried again; else it has failed
   */
  died(individual: number, message: string): boolean {
    const deaths = (this.deaths.get(individual) ?? 0) + 1
    this.deaths.set(individual, deaths)
    if (deaths < this.policy.attempts) return true
    this.list.push({ kind: 'died', message, stack: null, ...this.at, individual })
    return false
  }

  /** Takes failures that a thread reported. */
  report(failures: readonly Failure[]): void {
    this.list.push(...failures)
  }

  /** Ascending by individual, whoever found them. */
  get failures(): readonly Failure[] {
    return this.list.toSorted((a, b) => a.individual - b.individual)
  }
}
