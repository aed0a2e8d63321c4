import type { BuiltRun } from '../config/build.ts'
import { EvolveError } from '../errors.ts'
import type { SplitScores } from '../evaluation/evaluator.ts'
import { parametersOf } from '../model/genome.ts'
import type { Genome } from '../random/genome.ts'
import type { GenerationEvent, Outcome } from '../run/events.ts'
import type { RunEnd } from '../run/folder/record.ts'
import { leftAtOnce } from './crash-recorder.ts'
import type { TrainedLoss } from './evaluation.ts'
import { outcomeText, runText, shownAs } from './inspection.ts'
import { RunWriter } from './run-writer.ts'
import { TrainedModel } from './trained-model.ts'
import type { TrainingContext } from './training-context.ts'

/** A finished run. */
export interface Run {
  /** How it ended: the reason, and how much it used. */
  readonly outcome: Outcome
  /** The champion's fitness and metrics on each part of the data. */
  readonly scores: SplitScores
  /** The same for the champion at the end of each phase of the outcome: before and after fine-tuning. */
  readonly phaseScores: readonly SplitScores[]
  /**
   * The best network of the run, ready to use.
   * @throws EvolveError if the genomes of the task are not networks; `genome` has the best one then
   */
  readonly champion: TrainedModel
  /** (P) the best genome: the parameters of the champion, or the numbers of a task without a network. */
  readonly genome: Genome
  /** The path of its folder; null if it has none. */
  readonly folder: string | null
  /**
   * What a full disk refused of its folder beside the champion and the record, in words; null if all is written.
   */
  readonly unwritten: string | null
}

/**
 * Trains a built config, one generation with each step, and keeps the run folder up to date. Whatever ends the training
 * (a criterion, the caller leaving its loop, an error), the results and a checkpoint are written and the threads are ended.
 */
export async function* runTraining(
  built: BuiltRun,
  context: TrainingContext,
): AsyncGenerator<GenerationEvent, Run> {
  const { trainer, evaluator } = built
  const { folder, warn, signal, leaving, resumed, observer } = context
  const writer = folder === null ? null : new RunWriter(built, folder, context)
  let left = true
  const leaveAtOnce = (): void => writer?.fail(new EvolveError('run', leftAtOnce))
  leaving?.addEventListener('abort', leaveAtOnce)
  try {
    writer?.begin(resumed)
    const events = trainer.run(signal)
    let step = await events.next()
    while (step.done !== true) {
      observer?.add(step.value)
      writer?.generation(step.value)
      await writer?.saveIfDue(step.value)
      yield step.value
      step = await events.next()
    }
    const outcome = step.value
    writer?.capture()
    const end = endOf(built, outcome)
    left = false
    const unwritten = (await writer?.end(end)) ?? null
    return runOf(built, end, folder?.path ?? null, unwritten)
  } catch (error) {
    left = false
    writer?.fail(error)
    throw error
  } finally {
    leaving?.removeEventListener('abort', leaveAtOnce)
    try {
      if (left && writer !== null) leave(built, writer, warn)
    } finally {
      folder?.unlock()
      await evaluator.close()
    }
  }
}

/**
 * Calls `onEvent` with each event of a training, then passes the event on. The training waits for both. If `onEvent`
 * fails or the caller leaves, the training ends as `runTraining` says, so that no thread stays.
 */
export async function* observed(
  events: AsyncGenerator<GenerationEvent, Run>,
  onEvent: (event: GenerationEvent) => void | Promise<void>,
): AsyncGenerator<GenerationEvent, Run> {
  try {
    let step = await events.next()
    while (step.done !== true) {
      await onEvent(step.value)
      yield step.value
      step = await events.next()
    }
    return step.value
  } catch (error) {
    // Ending the training may fail too, but the first error is the one that matters.
    await events.return(undefined as never).catch(() => {})
    throw error
  } finally {
    // After the end this does nothing.
    await events.return(undefined as never)
  }
}

/** Runs a training to its end, and calls `onEvent` with each event; the training waits for it. */
export async function drive(
  events: AsyncGenerator<GenerationEvent, Run>,
  onEvent: (event: GenerationEvent) => void | Promise<void>,
): Promise<Run> {
  const steps = observed(events, onEvent)
  let step = await steps.next()
  while (step.done !== true) step = await steps.next()
  return step.value
}

/** The caller has left its loop: the run counts as interrupted. */
function leave(built: BuiltRun, writer: RunWriter, warn: (line: string) => void): void {
  const { trainer } = built
  if (trainer.best === null) {
    writer.fail(new EvolveError('run', 'stopped before the first generation'))
    return
  }
  writer.capture()
  const unwritten = writer.endAtOnce(endOf(built, trainer.outcome('interrupted')))
  if (unwritten !== null) warn(unwritten)
}

function endOf({ evaluator }: BuiltRun, outcome: Outcome): RunEnd {
  const scores = evaluator.splitScores(outcome.champion)
  const phaseScores = outcome.phases.map(({ champion }) =>
    champion === outcome.champion ? scores : evaluator.splitScores(champion),
  )
  return { outcome, scores, phaseScores }
}

/** Without the data, which a model need not keep. */
function trainedLoss({ supervised }: BuiltRun['task']): TrainedLoss {
  return supervised === null ? {} : { loss: supervised.loss, classWeights: supervised.classWeights }
}

function runOf(built: BuiltRun, end: RunEnd, folder: string | null, unwritten: string | null): Run {
  const run = unshown(built, end, folder, unwritten)
  shownAs(run.outcome, () => `Outcome: ${outcomeText(run.outcome)}`)
  return shownAs(run, () => runText(run, folder, built))
}

function unshown(built: BuiltRun, end: RunEnd, folder: string | null, unwritten: string | null): Run {
  const { network, task } = built
  const { genome } = end.outcome.champion
  if (network !== null) {
    const champion = TrainedModel.of(
      { ...network, parameters: parametersOf(genome) },
      built,
      trainedLoss(task),
    )
    return { ...end, champion, genome, folder, unwritten }
  }
  return {
    ...{ ...end, genome, folder, unwritten },
    get champion(): never {
      throw new EvolveError(
        'run',
        'expected a task for a network, found one without: the result is run.genome',
      )
    },
  }
}
