import type { BuiltRun } from '../config/build.ts'
import { populationOf, strategyName } from '../config/schema/strategy.ts'
import { figureUnits, fitnessLabel } from '../report/figure-units.ts'
import { formatCount, plural } from '../report/number.ts'
import { genomeText } from '../report/structure.ts'
import { shortened } from '../shown-text.ts'
import type { ChampionPicture, Facts } from './messages.ts'

/** The facts of a run that are known before its first generation. */
export function factsOf({ config, identity, task }: BuiltRun, view: ChampionPicture | null): Facts {
  const { strategy, stop } = config
  const { name, seed, network, genome, parameters, workers, engine, arithmetic, samples } = identity
  const population = populationOf(config, parameters)
  return {
    name,
    details: [
      [task.kind, ...(samples.train > 0 ? [plural(samples.train, 'sample')] : [])].join(', '),
      ...(genome === undefined
        ? [`network ${network}`, plural(parameters, 'parameter')]
        : [`genome of ${genomeText(genome)}`]),
      population === null
        ? strategyName(strategy)
        : `${strategyName(strategy)}, population ${formatCount(population)}`,
      `seed ${seed}`,
      placeOf(identity),
      `engine ${engine}`,
      `${arithmetic} arithmetic`,
    ].map((line) => shortened(line)),
    fitness: shortened(fitnessLabel(task.fitnessName, figureUnits(task.network))),
    fitnessNoun: task.supervised === null ? 'fitness' : 'loss',
    unit: population === null ? 'epoch' : 'generation',
    workers,
    hasValidation: samples.validation > 0,
    target: stop.target ?? null,
    view,
  }
}

/** Where individuals are scored. */
function placeOf({ workers, queue }: BuiltRun['identity']): string {
  if (queue !== undefined) return `workers of ${queue}`
  return workers === 0 ? 'in process' : plural(workers, 'worker')
}
