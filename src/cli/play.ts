import { extname } from 'node:path'
import { playChampion } from '../artifacts/play.ts'
import { InputError, quote } from '../errors.ts'
import { formatSignificant, plural } from '../report/number.ts'
import { exit } from './exit.ts'
import type { Host } from './host.ts'
import { shortPath } from './terminal/format.ts'
import { paintFor } from './terminal/paint.ts'
import { writeOut } from './terminal/write-out.ts'

/** The options of the command, as it gets them. */
export interface PlayOptions {
  readonly episodes: string
  /** Where the first episode goes as numbers. */
  readonly trace?: string
}

const mostEpisodes = 1_000_000

/**
 * `evolve play <run>`: evaluates the champion of a run on fresh episodes, in this process.
 * @returns the exit code
 */
export async function play(run: string, { episodes, trace: out }: PlayOptions, host: Host): Promise<number> {
  const { stdout, environment } = host
  const paint = paintFor(stdout, environment)
  const line = (text: string): void => void stdout.write(`${text}\n`)
  checkTrace(out)
  const { fitness, fitnessName, fresh, trace } = await playChampion(run, {
    ...{ episodes: countOf(episodes), traced: out !== undefined },
    log: (text) => line(paint.rest(`│ ${text}`)),
  })
  if (out !== undefined && trace !== null) writeOut(out, trace, '--trace')
  const count = plural(fitness.length, fresh ? 'fresh episode' : 'episode')
  const why = fresh ? '' : ', all that there are: this fitness draws no random numbers'
  line(`${paint.strong('the champion')} in ${count}${why}`)
  line('')
  const { mean, deviation, least, most } = spread(fitness)
  const shown = [mean, deviation, least, most].map((value) => formatSignificant(value, 6))
  line(
    `${paint.strong(fitnessName)}: mean ${shown[0]}, standard deviation ${shown[1]}, from ${shown[2]} to ${shown[3]}`,
  )
  if (out !== undefined) line(`the first episode, step by step: ${shortPath(out)}`)
  return exit.done
}

/** @throws InputError for a file of another kind */
function checkTrace(out: string | undefined): void {
  if (out === undefined || extname(out).toLowerCase() === '.csv') return
  throw new InputError({ field: '--trace', expected: 'a file that ends in .csv', found: quote(out) })
}

/** @throws InputError for a text that is no number of episodes */
function countOf(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (count >= 1 && count <= mostEpisodes) return count
  const expected = `an integer from 1 to ${mostEpisodes}`
  throw new InputError({ field: '--episodes', expected, found: quote(text) })
}

/** @param values at least one */
function spread(
  values: readonly number[],
): Readonly<Record<'mean' | 'deviation' | 'least' | 'most', number>> {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return {
    mean,
    deviation: Math.sqrt(squares / Math.max(1, values.length - 1)),
    least: values.reduce((least, value) => Math.min(least, value)),
    most: values.reduce((most, value) => Math.max(most, value)),
  }
}
