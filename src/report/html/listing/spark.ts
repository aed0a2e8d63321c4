import type { Direction } from '../../../math/direction.ts'
import { quantile } from '../../../math/quantile.ts'
import type { DataPoint } from '../../data-point.ts'
import { decimate } from '../../decimate.ts'
import { domainOf, suitedScale } from '../../domain.ts'
import { drawable } from '../../drawable.ts'
import { linePath } from '../../paths.ts'
import { linearScale, makeScale } from '../../scale.ts'
import { type Markup, tag } from '../markup.ts'

/** Pixels. */
const [width, height, margin] = [140, 40, 3]

/**
 * Curves in a picture as small as a word, without axes; on a log scale where that suits them.
 * @param curves ascending in x; values that cannot be drawn leave gaps
 */
export function sparkMarkup(curves: readonly (readonly DataPoint[])[], direction: Direction): Markup {
  const points = curves.flat().filter(({ x, y }) => drawable(x) && drawable(y))
  const values = points.map(({ y }) => y)
  const kind = direction === 'minimize' ? suitedScale(values) : 'linear'
  const domain = domainOf(kind, values)
  if (domain === undefined) return ''
  const [first, last] = [0, 1].map((share) =>
    quantile(
      points.map(({ x }) => x),
      share,
    ),
  ) as [number, number]
  const x = linearScale([first, last > first ? last : first + 1], [margin, width - margin])
  const y = makeScale(kind, domain.extent, [height - margin, margin])
  const lines = curves.map((curve) => {
    const pixels = curve.map((point) => ({ x: x.at(point.x), y: y.at(point.y) }))
    const pieces = decimate(pixels).map((piece) => linePath(piece, 1))
    return tag('path', { d: pieces.join('') })
  })
  return tag(
    'svg',
    {
      class: curves.length > 1 ? 'spark many' : 'spark',
      ...{ width, height, viewBox: `0 0 ${width} ${height}` },
      ...{ 'aria-hidden': 'true', focusable: 'false' },
    },
    ...lines,
  )
}
