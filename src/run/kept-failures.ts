import type { Failure } from '../evaluation/faults.ts'
import type { Population } from '../strategies/population.ts'
import type { FailedIndividual } from './events.ts'
import type { RunProgress } from './progress.ts'

/** The most failed individuals that are kept over the whole run; fewer if their genomes are long, but at least ten. */
const mostFailed = 1000
const leastFailed = 10
const mostGenes = 2_000_000

/** Remembers the failures of a generation; those before it are counted with them already. */
export function keepFailures(
  failures: readonly Failure[],
  population: Population,
  progress: RunProgress,
): void {
  const [first] = failures
  if (first !== undefined && progress.firstFailure === null) {
    progress.firstFailure = first.message
    progress.firstStack = first.stack
  }
  progress.failed = keptFailures(failures, population, progress.failures)
}

/**
 * The failed individuals of a generation that are kept, with their genomes.
 * @param total failures of the run, these included
 */
export function keptFailures(
  failures: readonly Failure[],
  population: Population,
  total: number,
): FailedIndividual[] {
  const fitting = Math.floor(mostGenes / population.length)
  const most = Math.min(mostFailed, Math.max(leastFailed, fitting))
  const room = Math.max(0, most + failures.length - total)
  return failures
    .slice(0, room)
    .map((failure) => ({ ...failure, genome: population.row(failure.individual).slice() }))
}
