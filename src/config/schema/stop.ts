import type { z } from 'zod'
import type { StopCriteria } from '../../run/stop.ts'
import { integer, mapping, number } from './field.ts'

const DEFAULT_GENERATIONS = 300

/** When a run ends: as soon as one of these is met. */
export const stopSchema: z.ZodType<StopCriteria> = mapping<StopCriteria>({
  generations: integer({ min: 1 })
    .optional()
    .describe(`generations; default ${DEFAULT_GENERATIONS} if nothing else stops the run`),
  evaluations: number({ min: 1 })
    .optional()
    .describe('networks evaluated; a generation that would exceed it is not started'),
  seconds: number({ above: 0 }).optional().describe('seconds since the start'),
  target: number().optional().describe('fitness of the champion that is good enough'),
  patience: integer({ min: 1 }).optional().describe('generations without a better champion'),
}).transform((stop) =>
  // A target may never be reached, so it does not count.
  (stop.generations ?? stop.evaluations ?? stop.seconds ?? stop.patience)
    ? stop
    : { generations: DEFAULT_GENERATIONS, ...stop },
)
