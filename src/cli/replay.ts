import { neverEnds, prepareReplay, type Recorded, type Replay, type Replayed } from '../artifacts/replay.ts'
import { formatCount, plural } from '../report/number.ts'
import { shownText } from '../shown-text.ts'
import { exit } from './exit.ts'
import type { Host } from './host.ts'
import { type Paint, paintFor } from './terminal/paint.ts'

/**
 * `evolve replay <run> <failure number | champion>`: evaluates an individual of a run again, in this process.
 * @returns the exit code
 */
export async function replay(run: string, which: string, host: Host): Promise<number> {
  const { stdout, stderr, environment } = host
  const paint = paintFor(stdout, environment)
  const line = (text: string): void => void stdout.write(`${text}\n`)
  const prepared = await prepareReplay(run, which, (text) => line(paint.rest(`│ ${text}`)))
  for (const text of headingOf(prepared, paint)) line(text)
  if (!prepared.unchanged) {
    stderr.write('the module, or one that it imports, has changed since the run\n')
  }
  const restore = tellOfExits(prepared, line)
  try {
    const replayed = await ended(prepared)
    for (const text of resultOf(prepared, replayed, paint)) line(text)
    return replayed.differences.length === 0 ? exit.done : exit.failed
  } finally {
    restore()
  }
}

function headingOf({ recorded, at }: Replay, paint: Paint): string[] {
  const { generation, individual, episodes } = at
  const place = `generation ${formatCount(generation + 1)}, individual ${individual}`
  if (recorded.kind === 'champion') {
    const fresh = episodes === undefined ? '' : `, on ${plural(episodes, 'fresh episode')}`
    return [`${paint.strong('the champion')}: ${place}${fresh}`, '']
  }
  const { failure, count } = recorded
  const lines = [
    `${paint.strong(`failure ${which(recorded)} of ${formatCount(count)}`)}: ${place}`,
    `recorded: ${failure.kind}: ${failure.message}`,
  ]
  if (failure.kind === 'deadline' || failure.kind === 'died') {
    lines.push('it runs without the deadline here, and is not contained: Ctrl-C ends it')
  }
  return [...lines, '']
}

function which({ number }: Extract<Recorded, { readonly kind: 'failure' }>): string {
  return formatCount(number)
}

function resultOf({ recorded, fitnessName }: Replay, replayed: Replayed, paint: Paint): string[] {
  const { outcome, episodes, differences } = replayed
  const lines: string[] = []
  if (episodes.length > 1) {
    episodes.forEach((fitness, index) => {
      lines.push(`episode ${index + 1}: ${fitness}`)
    })
  }
  if ('message' in outcome) {
    lines.push(`${paint.strong(`failed: ${outcome.kind}`)}: ${outcome.message}`)
    lines.push(...ownFrames(outcome.stack))
  } else {
    const { fitness, violation, metrics = {}, behaviour } = outcome
    lines.push(`${paint.strong(fitnessName)}: ${fitness}`)
    if (violation > 0) lines.push(`violation: ${violation}`)
    for (const [name, value] of Object.entries(metrics)) lines.push(`${shownText(name)}: ${value}`)
    if (behaviour !== undefined) lines.push(`behaviour: ${behaviour.join(', ')}`)
  }
  lines.push('')
  if (differences.length === 0) {
    lines.push(recorded.kind === 'champion' ? 'the same as in the run' : 'the same failure as in the run')
  } else {
    lines.push('differs from the run:', ...differences.map((text) => `  ${text}`))
  }
  return lines
}

/** The frames of a stack that are the user's. */
function ownFrames(stack: string | null): string[] {
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const ours = frames.findIndex((line) => /^\s+at (?:async )?(?:CustomScorer|Candidate|finite)\b/.test(line))
  return ours === -1 ? frames : frames.slice(0, ours)
}

/** The result; also of an evaluation whose promise nothing can settle any more. */
async function ended(prepared: Replay): Promise<Replayed> {
  let give: () => void = () => {}
  const idle = new Promise<void>((resolve) => {
    give = resolve
  })
  process.once('beforeExit', give)
  try {
    return await Promise.race([prepared.play(), idle.then(() => neverEnds(prepared))])
  } finally {
    process.off('beforeExit', give)
  }
}

/** Code that ends the process would end the replay without a word. @returns what undoes it */
function tellOfExits({ recorded }: Replay, line: (text: string) => void): () => void {
  const { exit: leave } = process
  process.exit = (code) => {
    const [, ...frames] = ownFrames(new Error().stack ?? '')
    const same = recorded.kind === 'failure' && recorded.failure.kind === 'died'
    line([`the fitness called process.exit(${code ?? ''})`, ...frames].join('\n'))
    line(same ? '\nthe same failure as in the run: it ends its worker' : '\ndiffers from the run')
    return leave(same ? exit.done : exit.failed)
  }
  return () => {
    process.exit = leave
  }
}
