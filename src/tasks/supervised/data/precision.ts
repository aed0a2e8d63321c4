import type { Scaling } from '../../../model/signature.ts'
import { fitScaling, scale } from './scaling.ts'
import { columnField } from './table.ts'

/** A column to look at. */
export interface ScaledColumn {
  readonly name: string
  /** Its index among the values of a row. */
  readonly place: number
}

/** A share of lost values that is worth a note. */
const worth = 0.1

/** A column is looked at as a whole only if so many of its first rows lose values. */
const rowsSeen = 10_000

/**
 * Notes on columns whose values differ, but not once they are float32: by how much, and what helps.
 *
 * @param values (S, width), unscaled
 * @param rows that training uses, for the scaling that would help
 * @param scaling of the columns; null if they are not scaled
 */
export function lostDifferences(
  columns: readonly ScaledColumn[],
  values: Float64Array,
  width: number,
  rows: Uint32Array,
  scaling: Scaling | null,
): string[] {
  const count = values.length / width
  return columns.flatMap(({ name, place }) => {
    const differing = (fit: Scaling | null, most: number): { float64: number; float32: number } => {
      const exact = new Set<number>()
      const rounded = new Set<number>()
      for (let row = 0; row < most; row++) {
        const value = values[row * width + place]!
        exact.add(value)
        rounded.add(Math.fround(scale(value, place, fit)))
      }
      return { float64: exact.size, float32: rounded.size }
    }
    const loses = ({ float64, float32 }: { float64: number; float32: number }): boolean =>
      float64 - float32 >= float64 * worth && float64 > float32
    if (!loses(differing(scaling, Math.min(count, rowsSeen)))) return []
    const found = differing(scaling, count)
    if (!loses(found)) return []
    const better = fitScaling(values, width, rows, (column) => column === place)
    const helps = scaling === null && !loses(differing(better, count))
    const said = `${found.float64} different values are only ${found.float32} in float32`
    const cure = helps
      ? '; standardize: true tells them apart'
      : `${scaling === null ? '' : ' even when standardised'}, since they differ by too little beside the largest`
    return [`${columnField(name)}: ${said}${cure}`]
  })
}
