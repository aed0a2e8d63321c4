import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { expectedPictures } from '../../artifacts/expected-pictures.ts'
import type { BuiltNetwork, BuiltRun } from '../../config/build.ts'
import { populationOf } from '../../config/schema/strategy.ts'
import { inNaturalOrder } from '../../natural-order.ts'
import { plural } from '../../report/number.ts'
import type { StopCriteria } from '../../run/stop.ts'
import type { TrainJob } from '../job.ts'
import { formatCount, shortPath } from '../terminal/format.ts'
import type { Paint } from '../terminal/paint.ts'
import { type Topic, titled } from '../terminal/topics.ts'
import { computationText, placeText, taskTopics } from '../train/heading.ts'

/** What a training takes without its data, and what each thread adds to it, as measured with Node.js 20 on Linux. Bytes. */
const processBytes = 110e6
const threadBytes = 15e6

/**
 * What a training will do, in a line for each topic.
 * @param columns the most cells of a line
 */
export function preview(
  built: BuiltRun,
  job: TrainJob,
  paint: Paint,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const { config, task, identity } = built
  const { strategy, memetic, finetune, stop } = config
  // Nothing connects to it for a preview.
  const queue = config.executor?.url
  const population = populationOf(config, identity.parameters)
  const topics: Topic[] = [
    ['task', settings(config.task)],
    ['fitness', `${task.direction} ${task.fitnessName}`],
    ...columnTopics(built),
    ...taskTopics(built),
    ['strategy', settings(strategy)],
    ...(identity.chosen === undefined ? [] : [['', identity.chosen] as const]),
    ...(population === null ? [] : [['population', plural(population, 'individual')] as const]),
    ...(memetic === undefined ? [] : [['memetic', settings(memetic)] as const]),
    ['budget', budgetText(stop)],
    ...(finetune === undefined ? [] : [['finetune', settings(finetune)] as const]),
    [
      'run',
      `seed ${identity.seed}, ${placeText({ ...identity, ...(job.workers === 0 && { workers: 0 }), ...(queue !== undefined && { queue }) })}, ${computationText(built)}`,
    ],
    ['memory', memoryText(built.memoryBytes, identity.workers)],
    ['writes', filesText(built)],
    ['to', folderText(job)],
  ]
  return titled(config.name, topics, paint, columns)
}

function columnTopics({ network }: BuiltRun): Topic[] {
  if (network === null) return []
  const { columns, outputs } = network.signature
  const names = columns.map(({ name }) => name)
  return [
    ['columns', `${plural(names.length, 'input')}: ${names.join(', ')}`],
    ['predicts', outputsText(outputs)],
  ]
}

/** Options in the form of a config, on one line. */
function settings(options: object): string {
  return stringify(options, { collectionStyle: 'flow', aliasDuplicateObjects: false, lineWidth: 0 }).trim()
}

/** When it ends: at the first of these. */
function budgetText({ generations, evaluations, seconds, target, patience }: StopCriteria): string {
  const limits = [
    generations === undefined ? '' : plural(generations, 'generation'),
    evaluations === undefined ? '' : plural(evaluations, 'evaluation'),
    seconds === undefined ? '' : `${seconds} s`,
    target === undefined ? '' : `a champion of ${target}`,
    patience === undefined ? '' : `${plural(patience, 'generation')} without a better champion`,
  ]
  return limits.filter((limit) => limit !== '').join(', or ')
}

function outputsText(outputs: BuiltNetwork['signature']['outputs']): string {
  if (outputs.kind === 'classes') {
    const { target, names } = outputs
    return `${target}, ${formatCount(names.length)} classes: ${inNaturalOrder(names).join(', ')}`
  }
  const size = outputs.kind === 'colour' ? ` of ${outputs.width} × ${outputs.height} pixels` : ''
  return `${outputs.names.join(', ')}${size}`
}

function memoryText(sharedBytes: number, workers: number): string {
  const total = processBytes + workers * threadBytes + sharedBytes
  return `about ${megabytes(total)}, of which ${megabytes(sharedBytes)} for population, data and workspace`
}

function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

/** What a run that ends well leaves in its folder. */
function filesText(built: BuiltRun): string {
  const { checkpoint } = built.config
  const saved = checkpoint === false ? [] : [`checkpoints every ${checkpoint.seconds} s`]
  return [
    'champion.json',
    'metrics.jsonl',
    'run.json',
    'config.json',
    ...saved,
    ...expectedPictures(built),
  ].join(', ')
}

/** The folder that the next run will have. */
function folderText({ out, read: { config } }: TrainJob): string {
  if (out !== null) return shortPath(out.path)
  const path = join('runs', config.name)
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? path : `${path}-${number}`
    if (!existsSync(candidate)) return candidate
  }
}
