import { isOf } from '../config/schema/strategy.ts'
import type { Config } from '../config/schema.ts'
import type { FilmCurve, Heading, Moment } from '../report/film/page.ts'
import type { Snapshot } from '../run/snapshot-codec.ts'
import { curveOf } from './curve.ts'
import type { ReadRun } from './read-run.ts'

/**
 * At most so many snapshots, evenly from each phase in proportion to how many it has; the last one among them.
 * @param every generations that are to lie between two at least
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

/** What a film says above the picture of a snapshot. */
export function momentOf(snapshot: Snapshot, { events, config }: ReadRun): Moment {
  const { phase, generation, evaluations, fitness, validation } = snapshot
  const before = events.findLast((event) => event.phase === 'train')?.generation ?? 0
  return {
    unit:
      phase === 'finetune' ? 'fine-tuning epoch' : isOf('gradient', config.strategy) ? 'epoch' : 'generation',
    count: phase === 'finetune' ? generation - before : generation,
    evaluations,
    fitness,
    validation,
  }
}

export function headingOf({ record }: ReadRun, config: Config): Heading {
  const how = [
    config.strategy.kind,
    ...(config.finetune === undefined ? [] : [config.finetune.optimizer.kind]),
  ]
  return { title: record.name, subtitle: `${record.network}, ${how.join(' then ')}, seed ${record.seed}` }
}

/** The loss of the champions, for beside the map. */
export function filmCurve({ config, events, record }: ReadRun): FilmCurve {
  const { points, finetunedFrom } = curveOf(config, events)
  const series = (of: 'best' | 'validation'): FilmCurve['best'] =>
    points.flatMap((point) => {
      const y = point[of]
      return y === undefined ? [] : [{ x: point.evaluations, y }]
    })
  const { scale } = config.pictures
  // A loss comes down to a small share of what it was; what is maximised does not.
  const maximised = record.direction === 'maximize'
  return {
    label: record.fitnessName,
    scale: maximised && scale === 'auto' ? 'linear' : scale,
    best: series('best'),
    validation: series('validation'),
    target: config.stop.target,
    finetunedFrom,
  }
}
