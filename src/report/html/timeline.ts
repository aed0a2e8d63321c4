import type { GenerationEvent } from '../../run/events.ts'
import { formatDuration } from '../duration.ts'
import { formatPercent } from '../number.ts'
import { type Markup, tag } from './markup.ts'
import { type Shifts, shifts } from './shifts.ts'

const SPANS = 240
/** More workers than this share one lane. */
const MOST_LANES = 24

type Lane = Shifts['lanes'][number]

/** Busy and idle time of every worker; empty where none was measured. */
export function timelineMarkup(events: readonly GenerationEvent[]): Markup {
  const found = shifts(events, SPANS)
  if (found === undefined) return ''
  const workers = found.lanes.slice(0, -1)
  const coordinator = found.lanes.at(-1)!
  const lanes = workers.length <= MOST_LANES ? workers : [together(workers)]
  const share = workers.reduce((sum, lane) => sum + lane.share / workers.length, 0)
  const who = workers.length === 1 ? 'The worker was' : `The ${workers.length} workers were`
  const shares = workers.map((lane) => lane.share)
  const range =
    workers.length > 1
      ? `, from ${formatPercent(Math.min(...shares))} to ${formatPercent(Math.max(...shares))}`
      : ''
  return (
    tag(
      'p',
      {},
      `${who} busy for ${formatPercent(share)} of the time${range}. `,
      'The rest of the time they waited: for each other at the end of a generation, or for the coordinator.',
    ) +
    tag(
      'div',
      { class: 'lanes' },
      ...[...lanes, coordinator].map(laneMarkup),
      tag(
        'div',
        { class: 'lane clock' },
        tag('span', {}),
        tag('span', { class: 'ends' }, tag('span', {}, '0'), tag('span', {}, formatDuration(found.toMs))),
        tag('span', {}),
      ),
    )
  )
}

function together(workers: readonly Lane[]): Lane {
  const busy = new Float64Array(SPANS)
  for (const lane of workers) for (let i = 0; i < SPANS; i++) busy[i]! += lane.busy[i]! / workers.length
  const share = workers.reduce((sum, lane) => sum + lane.share / workers.length, 0)
  return { name: `mean of ${workers.length}`, busy, share }
}

function laneMarkup({ name, busy, share }: Lane): Markup {
  const steps = Array.from(busy, (value, span) => `L${span},${high(value)}L${span + 1},${high(value)}`)
  const kind = name === 'coordinator' ? 'lane coordinator' : 'lane'
  return tag(
    'div',
    { class: kind },
    tag('span', { class: 'who' }, name),
    tag(
      'svg',
      {
        viewBox: `0 0 ${SPANS} 100`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': `${name}: busy for ${formatPercent(share)} of the time`,
      },
      tag('path', { d: `M0,100${steps.join('')}L${SPANS},100Z` }),
    ),
    tag('span', { class: 'share' }, formatPercent(share)),
  )
}

function high(share: number): number {
  return Math.round((1 - share) * 1000) / 10
}
