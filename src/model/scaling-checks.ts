import type { Issue } from '../errors.ts'
import type { Scaling } from './signature.ts'

/** Whether float32 holds a number, rounded. */
export function inFloat32(value: number): boolean {
  return Number.isFinite(Math.fround(value))
}

/** Checks a number that becomes a float32. */
export function float32Issue(field: string, value: number): Issue | undefined {
  if (inFloat32(value)) return undefined
  return { field, expected: 'a number within the range of float32', found: String(value) }
}

/** Checks a list that has one entry for each of something else in the file. */
export function entries(field: string, expected: number, found: number): Issue | undefined {
  if (found === expected) return undefined
  return { field, expected: `${expected} entries`, found: String(found) }
}

/**
 * Checks that a scaling fits its columns, and that scaled numbers are near 0 and not beyond float32.
 * @param field its place in the file
 */
export function scalingIssue(field: string, columns: number, scaling: Scaling | null): Issue | undefined {
  if (scaling === null) return undefined
  const { mean, deviation } = scaling
  const wrong =
    entries(`${field}.mean`, columns, mean.length) ?? entries(`${field}.deviation`, columns, deviation.length)
  if (wrong !== undefined) return wrong
  for (const [column, spread] of deviation.entries()) {
    const at = mean[column]!
    const place = `${field}.deviation[${column}]`
    if (Number.isFinite(1 / spread) && inFloat32(at / spread)) continue
    return {
      field: place,
      expected: `a number that is not so small beside the mean ${at}`,
      found: String(spread),
    }
  }
  return undefined
}
