import type { Budget, Contestant } from '../../config/schema/compare.ts'
import { finetuneSchema } from '../../config/schema/finetune.ts'
import { memeticSchema } from '../../config/schema/memetic.ts'
import { isOf, strategySchema } from '../../config/schema/strategy.ts'
import type { Config } from '../../config/schema.ts'

/** Of a budget in seconds, for fine-tuning that nobody said anything about. */
const finetuneShare = 0.25

/**
 * Who competes where the config names nobody: its strategy alone, gradient descent alone, and both together, one after
 * the other and one within the other. What the config says of fine-tuning and memetic steps stands.
 */
export function defaultContestants(
  { strategy, finetune, memetic }: Config,
  { seconds }: Budget,
): Readonly<Record<string, Contestant>> {
  const alone = { finetune: null, memetic: null }
  const [evolution, gradient] = isOf('gradient', strategy)
    ? [strategySchema.parse({}), strategy]
    : [strategy, strategySchema.parse('adam')]
  const tuning = finetune ?? finetuneSchema.parse({ seconds: seconds && seconds * finetuneShare })
  return {
    [evolution.kind]: { ...alone, strategy: evolution },
    [gradient.kind]: { ...alone, strategy: gradient },
    [`${evolution.kind}, then ${tuning.optimizer.kind}`]: { ...alone, strategy: evolution, finetune: tuning },
    [`${evolution.kind}, memetic`]: {
      ...alone,
      strategy: evolution,
      memetic: memetic ?? memeticSchema.parse({}),
    },
  }
}
