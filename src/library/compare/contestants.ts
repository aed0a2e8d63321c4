import { budgetOf } from '../../config/budget.ts'
import { checkTarget, lowestFloor } from '../../config/build/loss-floor.ts'
import { type BuiltRun, buildRun } from '../../config/build.ts'
import { contestantField, contestantIssue, withContestant } from '../../config/contestant.ts'
import { parseConfig } from '../../config/parse.ts'
import type { Budget, Contestant } from '../../config/schema/compare.ts'
import type { Config } from '../../config/schema.ts'
import { InputError } from '../../errors.ts'
import type { ComputationChoice } from '../../kernels/computation.ts'
import { taskKind } from '../../tasks/index.ts'
import { defaultContestants, evolutionContestants } from './default-contestants.ts'

/** One contestant, ready to train with any seed. */
export interface ReadyContestant {
  readonly label: string
  readonly config: Config
  /**
   * How many evaluations of the comparison one of its evaluations counts as. More than 1 for a gradient descent next to
   * strategies that score on batches, since it uses the whole training part.
   */
  readonly unit: number
}

export interface CompareContext {
  /** Absolute; paths in the config are relative to it. */
  readonly directory: string
  /** As the user wrote it, for messages. */
  readonly file?: string | undefined
  /** SHA-256 of the config file. */
  readonly hash?: string | undefined
  /** The computation of an earlier process, instead of that of the config. */
  readonly computation?: ComputationChoice | undefined
}

const defaultRepeats = 10

/** How many trainings each contestant of a comparison gets. */
export function repeatsOf({ compare }: Config): number {
  return compare?.repeats ?? defaultRepeats
}

/**
 * The contestants of a config. Each has the whole budget for all of its phases.
 * @returns at least two contestants, and the first of them built: task and data are the same for all
 * @throws InputError for a contestant that cannot be built, or whose fine-tuning uses up the budget
 */
export async function contestantsOf(
  config: Config,
  context: CompareContext,
): Promise<{ readonly contestants: readonly ReadyContestant[]; readonly built: BuiltRun }> {
  const budget = budgetOf(config)
  const { contestants } = config.compare ?? {}
  const builds: { readonly contestant: ReadyContestant; readonly built: BuiltRun }[] = []
  // One after the other, so that the first that is wrong is reported.
  for (const [label, contestant] of contestants ?? byDefault(config, budget, context)) {
    const own = withContestant(config, contestant)
    const probe = await named(build({ ...own, stop: budget }, label, context), label, contestant)
    const unit = unitOf(probe, config)
    const built = await enter(probe, inUnits(budget, unit), label, context)
    builds.push({ contestant: { label, config: built.config, unit }, built })
  }
  const floor = lowestFloor(builds.map(({ built }) => built.floor))
  checkTarget('compare.target', config.compare?.target, floor, context.file)
  checkTarget('stop.target', config.stop.target, floor, context.file)
  return { contestants: builds.map(({ contestant }) => contestant), built: builds[0]!.built }
}

/** Puts what is wrong with an option that a contestant gives at that option's place. */
async function named(building: Promise<BuiltRun>, label: string, contestant: Contestant): Promise<BuiltRun> {
  try {
    return await building
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const key = error.issue.field?.split('.')[0] as keyof Contestant | undefined
    if (key === undefined || contestant[key] === undefined) throw error
    const field = `${contestantField(label)}.${error.issue.field}`
    throw new InputError({ ...error.issue, field }, { cause: error })
  }
}

function byDefault(
  config: Config,
  budget: Budget,
  { file }: CompareContext,
): ReadonlyMap<string, Contestant> {
  if (taskKind(config.task).split(config.task) !== null) return defaultContestants(config, budget)
  try {
    return evolutionContestants(config, budget)
  } catch (error) {
    throw error instanceof InputError && file !== undefined ? error.in(file) : error
  }
}

/** Samples per evaluation of the contestant, divided by those per evaluation of the config; 1 without samples. */
function unitOf({ gradients, task: { supervised } }: BuiltRun, { task: { batch } }: Config): number {
  if (supervised === null || gradients === null) return 1
  const { count } = supervised.data.train
  return gradients.samplesPerEvaluation / Math.min(batch ?? count, count)
}

function inUnits({ evaluations, seconds }: Budget, unit: number): Budget {
  return evaluations === undefined ? { seconds } : { evaluations: evaluations / unit }
}

/**
 * Builds a contestant with its budget, so that errors appear before any training starts.
 * @param probe the contestant, built with another budget
 * @param budget in the contestant's own evaluations
 */
async function enter(
  probe: BuiltRun,
  budget: Budget,
  label: string,
  context: CompareContext,
): Promise<BuiltRun> {
  const { config, gradients } = probe
  const { finetune } = config
  if (finetune === undefined || gradients === null) return build({ ...config, stop: budget }, label, context)
  const refuse = (field: string, expected: string, found: unknown): InputError => {
    const place = `${contestantField(label)}.finetune.${field}`
    return new InputError({ file: context.file, field: place, expected, found: String(found ?? 'nothing') })
  }
  if (budget.evaluations !== undefined) {
    const charge = gradients.epochCharge
    const rest = budget.evaluations - finetune.epochs * charge
    if (rest > 0) return build({ ...config, stop: { evaluations: rest } }, label, context)
    const most = Math.max(0, Math.ceil(budget.evaluations / charge) - 1)
    throw refuse(
      'epochs',
      `at most ${most}, for a budget of ${budget.evaluations} evaluations`,
      finetune.epochs,
    )
  }
  const rest = budget.seconds! - (finetune.seconds ?? Number.POSITIVE_INFINITY)
  if (rest > 0) return build({ ...config, stop: { seconds: rest } }, label, context)
  throw refuse('seconds', `less than the budget of ${budget.seconds} seconds`, finetune.seconds)
}

/** Builds the config of a contestant after checking it like any other. What is wrong with its stop is the budget. */
async function build(config: Config, label: string, context: CompareContext): Promise<BuiltRun> {
  try {
    // With a worker, no code of the user runs in this process.
    const parsed = parseConfig(config, { file: context.file })
    return await buildRun(parsed, { ...context, workers: 1, onNotice: () => {} })
  } catch (error) {
    if (!(error instanceof InputError && error.issue.field?.startsWith('stop.'))) throw error
    throw new InputError(contestantIssue(label, error.issue, config.stop), { cause: error })
  }
}
