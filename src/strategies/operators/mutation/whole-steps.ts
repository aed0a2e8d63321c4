import type { Genome } from '../../../random/genome.ts'
import type { Workspace } from '../workspace.ts'
import { expectedLoci, type Loci } from './loci.ts'

/**
 * (P) the step size of each gene. That of a whole-number gene is at least 1/n if a mutation reaches n genes on average
 * (n ≤ P), so that about one whole-number gene of a child changes however small the step size is: rounding would
 * otherwise undo nearly every step.
 * @param units (P) the unit of each gene's step size
 * @returns scratch memory of the workspace
 */
export function wholeSteps(sigma: number, units: Genome, loci: Loci, workspace: Workspace): Float64Array {
  const { steps, problem } = workspace
  const least = 1 / expectedLoci(loci, problem)
  for (let p = 0; p < steps.length; p++) {
    const step = sigma * units[p]
    steps[p] = problem.integer?.[p] === 1 ? Math.max(step, least) : step
  }
  return steps
}
