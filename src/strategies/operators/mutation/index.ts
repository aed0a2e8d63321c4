import { type Genome, newGenome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import { priorScale } from '../../prior.ts'
import type { Problem } from '../../problem.ts'
import type { OfKind } from '../kinds.ts'
import type { StepOptions } from '../step/index.ts'
import type { Workspace } from '../workspace.ts'
import { type CauchyOptions, cauchy } from './cauchy.ts'
import { type GaussianOptions, gaussian } from './gaussian.ts'
import type { Noise } from './noise.ts'
import { type Perturbation, perturb } from './perturb.ts'
import { type PolynomialOptions, polynomial } from './polynomial.ts'
import { type ResetOptions, reset } from './reset.ts'
import { type UniformMutationOptions, uniform } from './uniform.ts'
import { wholeSteps } from './whole-steps.ts'

type PerturbationOptions = GaussianOptions | UniformMutationOptions | CauchyOptions | PolynomialOptions

export type MutationOptions = PerturbationOptions | ResetOptions

export type MutationKind = MutationOptions['kind']

/** The mutations that add noise, by name. */
const noises: { readonly [Kind in PerturbationOptions['kind']]: Noise<OfKind<MutationOptions, Kind>> } = {
  gaussian,
  uniform,
  cauchy,
  polynomial,
}

const perturbation: Perturbation = {
  rate: 1,
  neurons: 'auto',
  sigma: 1,
  scale: 'prior',
  step: { kind: 'one-fifth', factor: 1.25, minimum: 1e-6, maximum: 10 },
}

/** The defaults of every mutation, by name. */
export const mutations: { readonly [Kind in MutationKind]: OfKind<MutationOptions, Kind> } = {
  gaussian: { kind: 'gaussian', ...perturbation },
  uniform: { kind: 'uniform', ...perturbation },
  cauchy: { kind: 'cauchy', ...perturbation },
  polynomial: { kind: 'polynomial', ...perturbation, eta: 20 },
  reset: { kind: 'reset', rate: 0.05, neurons: 'all' },
}

/** The step size options of a mutation; null if it has no step size. */
export function stepOf(options: MutationOptions): { sigma: number; step: StepOptions } | null {
  return options.kind === 'reset' ? null : options
}

/** (P) the unit of a mutation's step size, per gene. */
export function stepUnits(options: MutationOptions, problem: Problem): Genome {
  if (options.kind !== 'reset' && options.scale === 'prior') return priorScale(problem)
  return newGenome(problem.type, problem.length).fill(1)
}

/**
 * Changes `child` (P) as `options` say. The genes that a mutation adds noise to may leave the genome's domain.
 * @param sigma the step size of this child
 * @param units (P) from `stepUnits`
 */
export function mutate(
  child: Genome,
  sigma: number,
  units: Genome,
  options: MutationOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  if (options.kind === 'reset') {
    reset(child, options, stream, workspace)
    return
  }
  const noise = noises[options.kind] as Noise<PerturbationOptions>
  if (workspace.problem.integer === null) {
    perturb(child, sigma, units, options, noise, stream, workspace)
    return
  }
  perturb(child, 1, wholeSteps(sigma, units, options, workspace), options, noise, stream, workspace)
}
