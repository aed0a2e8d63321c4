import type { Budget, Contestant } from '../../config/schema/compare.ts'
import { finetuneSchema } from '../../config/schema/finetune.ts'
import { memeticSchema } from '../../config/schema/memetic.ts'
import { isOf, populationKinds, strategySchema, useOfBudget } from '../../config/schema/strategy.ts'
import type { Config } from '../../config/schema.ts'
import { InputError } from '../../errors.ts'

/** The share of a budget in seconds for fine-tuning, if the config has no fine-tuning. */
const finetuneShare = 0.25

/**
 * The contestants of a task without samples if the config names none: its strategy, and the other ones that need no
 * gradient. Those that need to know how many evaluations they have take part if that is the budget.
 * @throws InputError if there is no other one
 */
export function evolutionContestants(
  { strategy }: Config,
  { evaluations }: Budget,
): ReadonlyMap<string, Contestant> {
  const others = populationKinds
    .filter((kind) => kind !== strategy.kind)
    .map((kind) => strategySchema.parse({ kind }))
    .filter((strategy) => evaluations !== undefined || useOfBudget(strategy) === undefined)
  if (others.length === 0) {
    throw new InputError({
      field: 'compare.contestants',
      expected: 'at least two contestants, since gradients need a task with samples',
      found: 'none',
      hint: `give two variants of ${strategy.kind}, each under a name`,
    })
  }
  return new Map([strategy, ...others].map((own) => [own.kind, { strategy: own }]))
}

/**
 * The contestants if the config names none: its strategy alone, gradient descent alone, the strategy followed by
 * gradient descent (fine-tuning), and the strategy with gradient steps in it (memetic). The config's options of
 * fine-tuning and memetic steps are used.
 */
export function defaultContestants(
  { strategy, finetune, memetic }: Config,
  { seconds }: Budget,
): ReadonlyMap<string, Contestant> {
  const alone = { finetune: null, memetic: null }
  const [evolution, gradient] = isOf('gradient', strategy)
    ? [strategySchema.parse({}), strategy]
    : [strategy, strategySchema.parse('adam')]
  const tuning = finetune ?? finetuneSchema.parse({ seconds: seconds && seconds * finetuneShare })
  const learning = memetic ?? memeticSchema.parse({})
  return new Map<string, Contestant>([
    [evolution.kind, { ...alone, strategy: evolution }],
    [gradient.kind, { ...alone, strategy: gradient }],
    [`${evolution.kind}, then ${tuning.optimizer.kind}`, { ...alone, strategy: evolution, finetune: tuning }],
    [`${evolution.kind}, memetic`, { ...alone, strategy: evolution, memetic: learning }],
  ])
}
