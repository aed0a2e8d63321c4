import type { BuiltRun } from '../config/build.ts'
import { strategyName } from '../config/schema/strategy.ts'
import type { GroupDashboard } from '../dashboard/group/group-dashboard.ts'
import type { GroupFacts, GroupMember } from '../dashboard/group/messages.ts'
import type { RunEnding } from '../dashboard/messages.ts'
import type { TrainingHolder } from '../dashboard/thread-link.ts'
import { figureUnits, fitnessLabel } from '../report/figure-units.ts'
import { plural } from '../report/number.ts'
import { structureText } from '../report/structure.ts'
import type { PhaseStops } from '../run/phase-state.ts'
import { shortened } from '../shown-text.ts'
import type { Host } from './host.ts'
import type { Interruption } from './interruption.ts'
import type { Pages } from './open.ts'
import type { RepeatsProgress } from './repeats/repeats-progress.ts'
import { shortPath } from './terminal/format.ts'

/** Several trainings, as their page knows them. */
export interface WatchedTrainings {
  /** Their labels; empty for trainings that only differ in their seeds. */
  readonly contestants: readonly string[]
  readonly trainings: readonly GroupMember[]
  readonly target: number | undefined
  /** How many train at a time; 0 for one, in this process. */
  readonly threads: number
  /** By the place of a training in `trainings`. */
  readonly stopsOf: (training: number) => PhaseStops
  /** How many evaluations of the comparison one of a training counts as. */
  readonly unitOf: (training: number) => number
}

/**
 * Opens the dashboard of several trainings, prints its address and opens its page if that is wanted; null without a port. Its code is loaded only here.
 * @param built the first of them
 * @throws InputError if the port is not available
 */
export async function openGroupDashboard(
  port: number | null,
  built: BuiltRun,
  watched: WatchedTrainings,
  interruption: Interruption,
  { stderr }: Host,
  pages: Pages,
  onNotice: (line: string) => void,
): Promise<GroupDashboard | null> {
  if (port === null) return null
  const { GroupDashboard } = await import('../dashboard/group/group-dashboard.ts')
  const { stopsOf, unitOf } = watched
  const dashboard = await GroupDashboard.open(groupFacts(built, watched), {
    ...{ port, stopsOf, unitOf, onNotice },
    signal: interruption.signal,
    onStop: () => interruption.stop(),
  })
  // Printed even in quiet mode, since the dashboard is useless without its address.
  stderr.write(`dashboard: ${dashboard.url}\n`)
  pages.dashboard(dashboard.url)
  return dashboard
}

/** What a pause of the dashboard holds: the trainings of a pool, and the clock of their live line. */
export function heldWith(
  pool: TrainingHolder,
  live: Pick<RepeatsProgress, 'hold' | 'resume'>,
): TrainingHolder {
  return {
    pause: (onHeld) =>
      pool.pause(() => {
        live.hold()
        onHeld()
      }),
    resume() {
      live.resume()
      pool.resume()
    },
  }
}

function groupFacts(
  { config, identity, task }: BuiltRun,
  { contestants, trainings, target, threads }: WatchedTrainings,
): GroupFacts {
  const seeds = trainings.map(({ seed }) => seed)
  const [first, last] = [seeds[0] ?? 0, seeds.at(-1) ?? 0]
  const details = [
    [task.kind, ...(identity.samples.train > 0 ? [plural(identity.samples.train, 'sample')] : [])].join(', '),
    structureText(identity),
    contestants.length === 0 ? strategyName(config.strategy) : plural(contestants.length, 'contestant'),
    plural(trainings.length, 'training'),
    first === last ? `seed ${first}` : `seeds ${first} to ${last}`,
    threads === 0 ? 'one after the other' : `${threads} at a time`,
  ]
  return {
    name: identity.name,
    details: details.map((line) => shortened(line)),
    fitness: shortened(fitnessLabel(task.fitnessName, figureUnits(task.network))),
    fitnessNoun: task.supervised === null ? 'fitness' : 'loss',
    ...{ direction: task.direction, target: target ?? null },
    contestants: contestants.map((label) => shortened(label)),
    trainings,
  }
}

/** How several trainings ended, for the page. */
export function groupEnding(ended: number, planned: number, failed: number, folder: string): RunEnding {
  const some = `${ended} of ${plural(planned, 'training')} ended${failed === 0 ? '' : `, ${failed} failed`}`
  const words = ended === planned ? `All ${plural(planned, 'training')} ended` : some
  return { text: `${words}. They are saved in ${shortPath(folder)}.`, well: failed === 0 }
}
