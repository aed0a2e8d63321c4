import { InputError, type Issue } from '../errors.ts'
import { type EngineName, engineNames, engines } from './index.ts'
import type { Arithmetic } from './kernel.ts'

/** The engine that computes, and the arithmetic that determines the bits. */
export interface Computation {
  readonly engine: EngineName
  readonly arithmetic: Arithmetic
}

/** The computation in a config: `auto` selects the fastest on this machine. */
export interface ComputationChoice {
  readonly engine: EngineName | 'auto'
  readonly arithmetic: Arithmetic | 'auto'
}

const fastest: ComputationChoice = { engine: 'auto', arithmetic: 'auto' }

/** The arithmetics, fastest first. */
const arithmetics: readonly Arithmetic[] = ['fused', 'strict']

/** Why an engine does not support an arithmetic on any machine; undefined if it does. */
export function checkComputation({ engine, arithmetic }: ComputationChoice): Issue | undefined {
  if (engine === 'auto' || arithmetic === 'auto') return undefined
  const known = engines[engine].arithmetics
  if (known.includes(arithmetic)) return undefined
  return {
    field: 'arithmetic',
    expected: `${['auto', ...known].join(' or ')} with the engine ${engine}`,
    found: `"${arithmetic}"`,
    hint: `use engine: auto for ${arithmetic}`,
  }
}

/**
 * Resolves `auto` on this machine: the fastest arithmetic that the chosen engine supports, and the
 * fastest engine for it.
 * @throws InputError if the requested computation is not available
 */
export function resolveComputation(choice: ComputationChoice = fastest): Computation {
  const issue = checkComputation(choice)
  if (issue !== undefined) throw new InputError(issue)
  const from = choice.engine === 'auto' ? engineNames : [choice.engine]
  const wanted = choice.arithmetic === 'auto' ? arithmetics : [choice.arithmetic]
  const known = wanted.flatMap((arithmetic) =>
    from
      .filter((engine) => engines[engine].arithmetics.includes(arithmetic))
      .map((engine): Computation => ({ engine, arithmetic })),
  )
  const obstacles = known.map(({ engine, arithmetic }) => engines[engine].obstacle(arithmetic))
  const free = obstacles.indexOf(null)
  if (free === -1) throw new InputError(obstacles.at(-1)!)
  return known[free]!
}
