import type { BuiltRun } from '../../config/build.ts'
import type { TrainingOptions } from '../../config/schema/gradient.ts'
import { isOf, populationOf, strategyName } from '../../config/schema/strategy.ts'
import type { Config } from '../../config/schema.ts'
import { plural } from '../../report/number.ts'
import { genomeText } from '../../report/structure.ts'
import type { Host } from '../host.ts'
import { columnsOf } from '../terminal/columns.ts'
import { formatCount } from '../terminal/format.ts'
import { type Paint, PLAIN, paintFor } from '../terminal/paint.ts'
import { type Topic, titled } from '../terminal/topics.ts'

/**
 * The heading of a training, shown before its first generation: its name, then one line per topic.
 * @param columns the most cells of a line
 */
export function heading(
  built: BuiltRun,
  paint: Paint = PLAIN,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const { name, seed, chosen } = built.identity
  const topics: Topic[] = [
    ...taskTopics(built),
    ['strategy', strategyText(built.config, built.identity.parameters)],
    ...(chosen === undefined ? [] : [['', chosen] as const]),
    ['run', `seed ${seed}, ${placeText(built.identity)}, ${computationText(built)}`],
  ]
  return titled(name, topics, paint, columns)
}

/**
 * The heading of a comparison: the task, then the strategy of each contestant.
 * @param threads number of simultaneous trainings
 */
export function comparisonHeading(
  built: BuiltRun,
  contestants: readonly { readonly label: string; readonly config: Config }[],
  threads: number,
  paint: Paint = PLAIN,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const { name } = built.identity
  const at = threads === 1 ? 'one training after the other' : `${threads} trainings at a time`
  const topics: Topic[] = [
    ...taskTopics(built),
    ...contestants.map(
      ({ label, config }): Topic => [label, strategyText(config, built.identity.parameters)],
    ),
    ['run', `${at}, ${computationText(built)}`],
  ]
  return titled(name, topics, paint, columns)
}

/** What is trained, on how many samples, and what there is to note. */
export function taskTopics({ identity: { network, genome, parameters, samples, notes } }: BuiltRun): Topic[] {
  const parts = (['train', 'validation', 'test'] as const).filter((part) => samples[part] > 0)
  const counts = parts.map((part) => `${formatCount(samples[part])} ${part}`)
  const samplesTopic: Topic = ['samples', counts.join(', ')]
  return [
    genome === undefined
      ? ['network', `${network}, ${formatCount(parameters)} parameters`]
      : ['genome', genomeText(genome)],
    ...(parts.length === 0 ? [] : [samplesTopic]),
    ...notes.map((note): Topic => ['', note]),
  ]
}

function strategyText(config: Config, parameters: number): string {
  const { strategy, memetic, finetune } = config
  const population = populationOf(config, parameters)
  const parts: string[] = [strategyName(strategy)]
  if (population !== null) parts.push(`population ${formatCount(population)}`)
  if (isOf('gradient', strategy)) parts.push(...descentText(strategy))
  if (memetic !== undefined) parts.push(`${memetic.mode} ${memetic.optimizer.kind} steps`)
  if (finetune !== undefined) {
    parts.push(`then ${finetune.optimizer.kind}`, ...descentText(finetune), plural(finetune.epochs, 'epoch'))
  }
  return parts.join(', ')
}

function descentText({ learningRate, batchSize }: TrainingOptions): string[] {
  return [`learning rate ${learningRate}`, `batches of ${formatCount(batchSize)}`]
}

export function computationText({ engine, arithmetic }: BuiltRun): string {
  return `engine ${engine}, ${arithmetic} arithmetic`
}

/** Where individuals are scored. */
export function placeText({ workers, queue }: BuiltRun['identity']): string {
  if (queue !== undefined) return `workers of ${queue}`
  if (workers === 0) return 'in process'
  return workers === 1 ? '1 worker' : `${workers} workers`
}

/** The same of trainings that only differ in their seeds, each in process. @param threads how many train at a time */
export function repeatsHeading(first: BuiltRun, threads: number, { stdout, environment }: Host): string {
  const built = { ...first, identity: { ...first.identity, workers: threads } }
  return heading(built, paintFor(stdout, environment), columnsOf(stdout))
}
