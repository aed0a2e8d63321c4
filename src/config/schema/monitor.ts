import type { z } from 'zod'
import type { Monitor } from '../../run/champion-choice.ts'
import { word } from './field.ts'

/** `auto`: the validation part if there is one. */
export type MonitorChoice = 'auto' | Monitor

/** @param fallback the default; descents watch the validation part if there is one, populations the training part */
export function monitorSchema(fallback: MonitorChoice): z.ZodType<MonitorChoice> {
  return word<MonitorChoice>(['auto', 'train', 'validation'])
    .default(fallback)
    .describe('the part whose loss decides who is the champion; auto: validation if there is such a part')
}
