import { z } from 'zod'
import type { Config } from '../config/schema.ts'
import { InputError, quote } from '../errors.ts'
import { linesOf } from '../files/line-reader.ts'
import type { MetricsLine } from '../run/folder/metrics-line.ts'
import { eventCompleter, type OldEvent } from './old-format.ts'
import { ThinnedLines } from './thinned-lines.ts'

/**
 * Reads the metrics of a run, of any size: what pictures cannot show is left out while reading. An incomplete last line
 * is left out too.
 * @throws InputError that names a line that is no generation, or an earlier one than the line before
 */
export function readMetrics(file: string, config: Config): MetricsLine[] {
  const complete = eventCompleter(config)
  const kept = new ThinnedLines()
  let number = 0
  let before = 0
  for (const text of linesOf(file)) {
    number++
    const event = eventOf(text)
    if (event === null || event.generation <= before) {
      const expected = event === null ? 'a generation' : `a generation after ${before}`
      const found = event === null ? quote(text.slice(0, 100)) : String(event.generation)
      throw new InputError({ file, field: `line ${number}`, expected, found })
    }
    before = event.generation
    kept.add(complete(event))
  }
  return kept.lines
}

const count = z.number().min(0)
const schema = z.looseObject({
  phase: z.enum(['train', 'finetune']).optional(),
  unit: z.enum(['generation', 'epoch']).optional(),
  phaseStart: z.object({ generation: count, evaluations: count }).optional(),
  generation: z.int().min(1),
  evaluations: z.number(),
  champion: z.number().nullable(),
  validation: z.number().nullable(),
  failuresSince: count.optional(),
  timing: z.looseObject({ elapsedMs: z.number() }),
})

function eventOf(text: string): OldEvent | null {
  try {
    const value: unknown = JSON.parse(text)
    return schema.safeParse(value).success ? (value as OldEvent) : null
  } catch {
    return null
  }
}
