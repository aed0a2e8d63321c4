import { EvolveError } from '../errors.ts'
import type { RunProgress } from './progress.ts'

/** How many failures end a training, and what is said then. */
export interface FailureRule {
  /** The run ends if more than this share of two generations in succession fails, in [0, 1], or if all fail. */
  readonly share: number
  /** What a failed evaluation did: `failed`. */
  readonly what: string
  /** What the user can do. @param scored whether any individual of the run had a fitness */
  readonly cure: (scored: boolean) => string
}

/** Ends a training that has nobody left to learn from. */
export class FailureWatch {
  private readonly rule: FailureRule
  private readonly progress: RunProgress
  /** The number of failures of the generation before, if they were too many. */
  private tooMany: number | null = null

  constructor(rule: FailureRule, progress: RunProgress) {
    this.rule = rule
    this.progress = progress
  }

  /**
   * Looks at the failures of a generation.
   * @param count individuals of the generation
   * @returns the error that ends the run if too many fail, twice in succession; null if it goes on
   */
  check(failures: number, count: number): EvolveError | null {
    const { share, what, cure } = this.rule
    const before = this.tooMany
    this.tooMany = failures > share * count || failures === count ? failures : null
    if (this.tooMany === null || before === null) return null
    const { generations, firstFailure, firstStack, champion } = this.progress
    const why = firstFailure === null ? '' : `; the first failed with: ${firstFailure}`
    const stack = firstStack === null ? '' : `\n${firstStack}`
    return new EvolveError(
      'run',
      `stopped since ${failures} of ${count} evaluations of generation ${generations} ${what}, and ${before} of the one ` +
        `before; ${cure(champion !== null)}${why}${stack}`,
    )
  }

  snapshot(): number | null {
    return this.tooMany
  }

  restore(tooMany: number | null): void {
    this.tooMany = tooMany
  }
}
