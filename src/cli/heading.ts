import type { BuiltRun } from '../config/build.ts'
import type { TrainingOptions } from '../config/schema/gradient.ts'
import { isGradient } from '../config/schema/strategy.ts'
import type { Config } from '../config/schema.ts'
import { plural } from '../report/number.ts'
import { formatCount } from './format.ts'
import { type Paint, PLAIN } from './paint.ts'
import { wrap } from './width.ts'

const indent = 12

/**
 * What is about to be trained, before the first generation: its name, then a line a topic.
 * @param columns cells that a line may take; as many as it comes to where undefined
 */
export function heading(
  { identity, config }: BuiltRun,
  paint: Paint = PLAIN,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const { name, seed, network, parameters, samples, arithmetic, workers, notes } = identity
  const parts = (['train', 'validation', 'test'] as const).filter((part) => samples[part] > 0)
  const topics: readonly (readonly [string, string])[] = [
    ['network', `${network}, ${formatCount(parameters)} parameters`],
    ['samples', parts.map((part) => `${formatCount(samples[part])} ${part}`).join(', ')],
    ...notes.map((note) => ['', note] as const),
    ['strategy', strategyText(config)],
    ['run', `seed ${seed}, ${workerText(workers)}, ${arithmetic} arithmetic`],
  ]
  const lines = topics.map(([topic, text]) => {
    const wrapped = wrap(text, columns - indent).join(`\n${' '.repeat(indent)}`)
    return `  ${paint.rest(topic.padEnd(indent - 4))}  ${wrapped}`
  })
  return `${[paint.strong(name), ...lines].join('\n')}\n`
}

function strategyText({ strategy, memetic, finetune }: Config): string {
  const parts = isGradient(strategy)
    ? [strategy.kind, ...descentText(strategy)]
    : [strategy.kind, `population ${formatCount(strategy.population)}`]
  if (memetic !== undefined) parts.push(`${memetic.mode} ${memetic.optimizer.kind} steps`)
  if (finetune !== undefined) {
    parts.push(`then ${finetune.optimizer.kind}`, ...descentText(finetune), plural(finetune.epochs, 'epoch'))
  }
  return parts.join(', ')
}

function descentText({ learningRate, batchSize }: TrainingOptions): string[] {
  return [`learning rate ${learningRate}`, `batches of ${formatCount(batchSize)}`]
}

function workerText(workers: number): string {
  if (workers === 0) return 'in process'
  return workers === 1 ? '1 worker' : `${workers} workers`
}
