import { z } from 'zod'
import { InputError, quote } from '../../errors.ts'
import { linesOf } from '../../files/line-reader.ts'
import type { MetricsLine } from './metrics-line.ts'

const count = z.number().min(0)
const schema = z.looseObject({
  phase: z.enum(['train', 'finetune']),
  phaseStart: z.looseObject({ generation: count, evaluations: count }),
  generation: z.int().min(1),
  evaluations: count,
  champion: z.number().nullable(),
  failures: count,
  timing: z.looseObject({ elapsedMs: z.number() }),
})

/**
 * The lines of a file of metrics, as this version writes them. An incomplete last line is left out.
 * @throws InputError that names a line that is no generation
 */
export function* metricsIn(file: string): Generator<MetricsLine> {
  let number = 0
  for (const text of linesOf(file)) {
    number++
    const line = parsed(text)
    if (!schema.safeParse(line).success) {
      const place = { file, field: `line ${number}` }
      throw new InputError({ ...place, expected: 'a generation', found: quote(text.slice(0, 100)) })
    }
    yield line as MetricsLine
  }
}

/** The lines that are generations up to one of them, in ascending order; what is none is left out. */
export function* wholeMetrics(file: string, generation: number): Generator<string> {
  let before = 0
  for (const text of linesOf(file)) {
    const line = schema.safeParse(parsed(text))
    if (!line.success || line.data.generation <= before || line.data.generation > generation) continue
    before = line.data.generation
    yield text
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
