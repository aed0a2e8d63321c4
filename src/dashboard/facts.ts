import type { BuiltRun } from '../config/build.ts'
import { isOf } from '../config/schema/strategy.ts'
import { formatCount, plural } from '../report/number.ts'
import type { Facts, View } from './messages.ts'

/** What a page is told of a run before its first generation. */
export function factsOf({ config, identity, task }: BuiltRun, view: View | null): Facts {
  const { strategy, stop } = config
  const { name, seed, network, parameters, workers, engine, arithmetic, samples } = identity
  return {
    name,
    details: [
      [task.kind, ...(samples.train > 0 ? [plural(samples.train, 'sample')] : [])].join(', '),
      `network ${network}`,
      plural(parameters, 'parameter'),
      isOf('gradient', strategy)
        ? strategy.kind
        : `${strategy.kind}, population ${formatCount(strategy.population)}`,
      `seed ${seed}`,
      workers === 0 ? 'in process' : plural(workers, 'worker'),
      `engine ${engine}`,
      `${arithmetic} arithmetic`,
    ],
    fitness: task.fitnessName,
    fitnessNoun: task.supervised === null ? 'fitness' : 'loss',
    hasValidation: samples.validation > 0,
    hasEpochs: isOf('gradient', strategy) || config.finetune !== undefined,
    hasPopulation: !isOf('gradient', strategy),
    target: stop.target ?? null,
    view,
  }
}
