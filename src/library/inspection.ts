/** What `console.log` shows of results: a few lines in place of whole genomes. Programs see all of them, as before. */
import type { BuiltRun } from '../config/build.ts'
import type { SplitScore } from '../evaluation/evaluator.ts'
import type { Signature } from '../model/signature.ts'
import { parameterCount, shapeText, type Topology } from '../model/topology.ts'
import { inNaturalOrder } from '../natural-order.ts'
import type { Outcome } from '../run/events.ts'
import type { RunEnd } from '../run/folder/record.ts'

/** The name of the method that `util.inspect` of Node.js, and so `console.log`, calls. */
const inspect = Symbol.for('nodejs.util.inspect.custom')

/** The most names of a line. */
const mostNames = 6

/** Gives an object a text for `console.log`. Its keys stay as they are. */
export function shownAs<T extends object>(object: T, text: () => string): T {
  return Object.defineProperty(object, inspect, { value: text, enumerable: false })
}

/** A run in a few lines. */
export function runText(
  { outcome, scores }: Pick<RunEnd, 'outcome' | 'scores'>,
  folder: string | null,
  { identity }: Pick<BuiltRun, 'identity'>,
): string {
  const { name, network, parameters, genome, fitnessName } = identity
  const lines = (['train', 'validation', 'test'] as const).flatMap((part) => {
    const score = scores[part]
    return score === null ? [] : [`  ${part.padEnd(11)} ${scoreText(score, fitnessName)}`]
  })
  const searched =
    genome === undefined ? `${network}, ${count(parameters)} parameters` : `${count(parameters)} numbers`
  return [
    `Run ${name}: ${outcomeText(outcome)}`,
    `  champion    ${searched}`,
    ...lines,
    `  folder      ${folder ?? 'none'}`,
  ].join('\n')
}

/** How a run ended, on one line. */
export function outcomeText({ reason, generations, evaluations, elapsedMs, champion }: Outcome): string {
  const used = `${count(generations)} generations, ${count(evaluations)} evaluations, ${(elapsedMs / 1000).toFixed(1)} s`
  return `${reason} after ${used}; champion ${figure(champion.fitness)} of generation ${count(champion.generation)}`
}

/** A network and what it is for, on one line. */
export function modelText(topology: Topology, { columns, outputs }: Signature): string {
  const inputs = columns.map(({ name }) => name)
  const answers =
    outputs.kind === 'classes'
      ? `${outputs.target}: ${named(inNaturalOrder(outputs.names))}`
      : named(outputs.names)
  const size = `${shapeText(topology)}, ${count(parameterCount(topology))} parameters`
  return `TrainedModel ${size}: ${named(inputs)} → ${answers}`
}

function scoreText({ fitness, metrics }: SplitScore, fitnessName: string): string {
  const figures = [[fitnessName, fitness] as const, ...Object.entries(metrics)]
  return figures.map(([name, value]) => `${name} ${figure(value)}`).join(', ')
}

function named(names: readonly string[]): string {
  const rest = names.length - mostNames
  return [...names.slice(0, mostNames), ...(rest > 0 ? [`${count(rest)} more`] : [])].join(', ')
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)))
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}
