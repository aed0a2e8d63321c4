import type { BuiltRun } from '../config/build.ts'
import { isGradient } from '../config/schema/strategy.ts'
import { formatCount, plural } from '../report/number.ts'
import type { ChampionPicture, Facts } from './messages.ts'

/** What a page is told of a run before its first generation. */
export function factsOf({ config, identity, task }: BuiltRun, view: ChampionPicture | null): Facts {
  const { strategy, stop } = config
  const { name, seed, network, parameters, workers, arithmetic, samples } = identity
  const population = isGradient(strategy) ? null : strategy.population
  return {
    name,
    details: [
      `${task.kind}, ${plural(samples.train, 'sample')}`,
      `network ${network}`,
      plural(parameters, 'parameter'),
      population === null ? strategy.kind : `${strategy.kind}, population ${formatCount(population)}`,
      `seed ${seed}`,
      workers === 0 ? 'in process' : plural(workers, 'worker'),
      `${arithmetic} arithmetic`,
    ],
    fitness: task.loss,
    unit: population === null ? 'epoch' : 'generation',
    workers,
    hasValidation: samples.validation > 0,
    target: stop.target ?? null,
    view,
  }
}
