import { InputError, quote } from '../errors.ts'
import { redirectConsole } from '../library/logged-lines.ts'
import { readRunConfig } from '../library/run-config.ts'
import { type Verification, verifyRun } from '../library/verify.ts'
import { plural } from '../report/number.ts'
import { exit } from './exit.ts'
import type { Host } from './host.ts'
import { Interruption } from './interruption.ts'
import { checkRoom } from './room.ts'
import { formatCount } from './terminal/format.ts'
import { TrainingProgress } from './train/progress.ts'
import { defaultWorkers, workerCount } from './usage.ts'

/** The options of the command: unchecked texts. */
export interface VerifyCommandOptions {
  readonly workers?: string
  readonly quiet?: boolean
}

const option = '--workers'

/**
 * `evolve verify <run>`: runs it again with each number of workers, and compares it with its folder.
 * @returns the exit code: 1 if anything differs
 */
export async function verify(run: string, options: VerifyCommandOptions, host: Host): Promise<number> {
  const quiet = options.quiet === true
  let code: number = exit.done
  for (const workers of workersOf(options.workers)) {
    const interruption = new Interruption((line) => live.notice(line), host)
    const live = new TrainingProgress(readRunConfig(run), host, quiet, plural(workers, 'worker'))
    const restore = workers === 0 ? redirectConsole(live.log) : () => {}
    try {
      checkRoom(workers, 1)
      live.begin(() => null)
      const found = await verifyRun(run, {
        workers,
        signal: interruption.signal,
        onNotice: () => {},
        onLog: live.log,
        onGeneration: (event) => live.generation(event),
      })
      live.end()
      const broken = interruption.code !== null && found.difference === null
      const text = broken
        ? `${plural(found.generations, 'generation')} are the same, then interrupted`
        : resultText(found)
      host.stdout.write(`${plural(workers, 'worker')}: ${text}\n`)
      if (interruption.code !== null) return interruption.code
      if (found.difference !== null || found.champion === false) code = exit.failed
    } finally {
      restore()
      live.end()
      interruption.end()
    }
  }
  return code
}

/** 1 and the number of cores by default. */
function workersOf(text: string | undefined): number[] {
  if (text === undefined) return [...new Set([1, defaultWorkers()])]
  const parts = text.split(',').map((part) => part.trim())
  if (parts.includes(''))
    throw new InputError({
      field: option,
      expected: 'numbers with commas between them: 1,2,8',
      found: quote(text),
    })
  return parts.map(workerCount)
}

function resultText({ generations, difference, champion }: Verification): string {
  if (difference === null) {
    const same = `all ${plural(generations, 'generation')} are the same`
    if (champion === null) return `${same}; there is no champion of its end to compare`
    return champion ? `${same}, and so is the champion` : `${same}, but the champion differs`
  }
  const { generation, after, figures } = difference
  const before =
    after === 0 ? 'nothing is the same before' : `the same up to generation ${formatCount(after)}`
  const place = `differs first in generation ${formatCount(generation)}, ${before}`
  if (figures.length > 0) return `${place}: ${figures.join(', ')}`
  return `${place}: its digest, over all generations since the line before`
}
