import { z } from 'zod'
import { kinds, type Shapes } from '../field.ts'
import type { StrategyEntries, StrategyEntry } from './entry.ts'

/**
 * The schema of several strategies. Defaults that follow from other keys are filled in first.
 * @param fallback the kind of a mapping that names none
 */
export function strategyKinds<T extends { readonly kind: string }>(
  entries: StrategyEntries<T>,
  fallback: T['kind'],
): z.ZodType<T> {
  const known = entries as unknown as Readonly<Record<string, StrategyEntry<T>>>
  const shapes = Object.fromEntries(Object.entries(known).map(([kind, { shape }]) => [kind, shape]))
  /** A value that is not a mapping of a known kind stays as it is. */
  const completed = (value: unknown, context: z.core.$RefinementCtx): unknown => {
    const given = typeof value === 'string' ? { kind: value } : value
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return value
    const { kind = fallback } = given as Readonly<Record<string, unknown>>
    if (typeof kind !== 'string' || !Object.hasOwn(known, kind)) return value
    const { open, complete } = known[kind]!
    const gap = open?.(given as Readonly<Record<string, unknown>>)
    if (gap !== undefined) context.addIssue({ code: 'custom', path: [gap.key], message: gap.expected })
    return complete?.(given as Readonly<Record<string, unknown>>) ?? given
  }
  return z.preprocess(
    completed,
    kinds<T>(shapes as unknown as Shapes<T, 'kind'>, fallback),
  ) as unknown as z.ZodType<T>
}
