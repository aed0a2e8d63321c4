import type { BuiltRun } from '../config/build.ts'
import { isGradient } from '../config/schema/strategy.ts'
import { formatCount, plural } from '../report/number.ts'
import type { Facts, View } from './messages.ts'

/** What a page is told of a run before its first generation. */
export function factsOf({ config, identity, task }: BuiltRun, view: View | null): Facts {
  const { strategy, stop } = config
  const { name, seed, network, parameters, workers, engine, arithmetic, samples } = identity
  return {
    name,
    details: [
      `${task.kind}, ${plural(samples.train, 'sample')}`,
      `network ${network}`,
      plural(parameters, 'parameter'),
      isGradient(strategy)
        ? strategy.kind
        : `${strategy.kind}, population ${formatCount(strategy.population)}`,
      `seed ${seed}`,
      workers === 0 ? 'in process' : plural(workers, 'worker'),
      `engine ${engine}`,
      `${arithmetic} arithmetic`,
    ],
    fitness: task.loss,
    hasValidation: samples.validation > 0,
    hasEpochs: isGradient(strategy) || config.finetune !== undefined,
    hasPopulation: !isGradient(strategy),
    target: stop.target ?? null,
    view,
  }
}
