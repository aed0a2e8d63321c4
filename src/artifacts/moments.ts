import { pictureOptions } from '../config/schema/pictures.ts'
import { strategyName } from '../config/schema/strategy.ts'
import { phaseLabel } from '../report/curves.ts'
import type { FilmCurve } from '../report/film/curve-panel.ts'
import type { Moment } from '../report/film/moment.ts'
import type { Heading } from '../report/film/page.ts'
import { structureText } from '../report/structure.ts'
import type { Snapshot } from '../run/folder/snapshot-codec.ts'
import type { ReadRun } from './read-run.ts'

/** Whether a run kept champions and wants a film of them. */
export function isFilmed({ snapshots, config }: Pick<ReadRun, 'snapshots' | 'config'>): boolean {
  return snapshots.length > 0 && pictureOptions(config).film !== false
}

/**
 * Chooses at most `frames` snapshots: evenly spaced, from each phase in proportion to its number, with the last one.
 * @param every the least number of generations between two
 */
export function choose(snapshots: readonly Snapshot[], frames: number, every = 1): Snapshot[] {
  return (['train', 'finetune'] as const).flatMap((phase) => {
    const own = snapshots.filter((snapshot) => snapshot.phase === phase)
    const spaced = own.filter(
      ({ generation }, index) => index === own.length - 1 || (generation - own[0]!.generation) % every === 0,
    )
    const share = Math.max(1, Math.floor((frames * own.length) / snapshots.length))
    if (spaced.length <= share) return spaced
    if (share === 1) return [spaced.at(-1)!]
    return Array.from(
      { length: share },
      (_, index) => spaced[Math.round((index * (spaced.length - 1)) / (share - 1))]!,
    )
  })
}

/** The figures above the picture of a snapshot. */
export function momentOf(snapshot: Snapshot, { curves }: Pick<ReadRun, 'curves'>): Moment {
  const { phase, generation, evaluations, fitness, validation } = snapshot
  // A snapshot may be on the disk before the first event of its phase.
  const own = curves.phases.find((known) => known.phase === phase)
  const unit = own?.unit ?? (phase === 'finetune' ? 'epoch' : 'generation')
  const count = generation - (own?.fromGeneration ?? curves.rows.at(-1)?.generation ?? 0)
  return {
    unit: phase === 'finetune' ? `${phaseLabel({ phase })} ${unit}` : unit,
    count,
    evaluations,
    fitness,
    validation,
  }
}

/** The heading of a film. */
export function headingOf({ record, config }: Pick<ReadRun, 'record' | 'config'>): Heading {
  return {
    title: record.name,
    subtitle: `${structureText(record)}, ${methodOf(config)}, seed ${record.seed}`,
  }
}

/** How a run trains: `ga`, `ga then adam`. */
export function methodOf({ strategy, finetune }: ReadRun['config']): string {
  const kinds = [strategyName(strategy), ...(finetune === undefined ? [] : [finetune.optimizer.kind])]
  return kinds.join(' then ')
}

/** The curve beside the map. */
export function filmCurve({ config, curves, record, fitnessLabel }: ReadRun): FilmCurve {
  const { scale } = pictureOptions(config)
  return {
    label: record.fitnessName,
    axisLabel: fitnessLabel,
    // A loss falls to a small share of what it was; a fitness that is maximised does not.
    scale: scale === 'auto' && record.direction === 'maximize' ? 'linear' : scale,
    curves,
    target: config.stop.target,
  }
}
