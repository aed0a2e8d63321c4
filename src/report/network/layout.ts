/** The places of the units in a drawing. Layers of up to this many units are drawn completely. */
const MOST = 32
/** Units that are drawn at each end of a larger layer. */
const ENDS = 8
/** Between the centres of two units, pixels. */
const WIDEST_PITCH = 62
const NARROWEST_PITCH = 17
const COMFORT = 440
/** The ellipsis for units that are left out takes the room of this many. */
const ELLIPSIS = 3

/** One level of the network: its inputs, or the units of a layer. */
export interface UnitColumn {
  /** Units of the level. */
  readonly count: number
  /** Units that are drawn, and their centres, pixels below the top of the drawing. */
  readonly units: readonly { readonly index: number; readonly y: number }[]
  /** How many units are left out, and the place of their ellipsis; undefined if all are drawn. */
  readonly gap: { readonly left: number; readonly y: number } | undefined
  /** Of the centres. */
  readonly x: number
  readonly radius: number
  readonly pitch: number
}

export interface Layout {
  readonly columns: readonly UnitColumn[]
  /** Pixels, from the topmost unit's upper edge to the lowest one's lower edge. */
  readonly height: number
  /** Pixels, from the centre of the first column to that of the last. */
  readonly width: number
}

/** Between the centres of two columns, pixels: as wide as can be followed, and as narrow as their headings allow. */
const WIDEST_SPACING = 230
const COMFORTABLE_SPACING = 92
const NARROWEST_SPACING = 66
/** The width over which columns are spread, pixels. */
const SPREAD = 820

/**
 * Spreads the levels of a network over columns, each centred vertically.
 * @param widths units of each level, inputs first
 * @param room for all columns, pixels, if there is less than is comfortable
 */
export function layout(widths: readonly number[], room?: number): Layout {
  const slots = widths.map((count) => (count > MOST ? 2 * ENDS + ELLIPSIS : count))
  const pitchOf = (places: number, room: number): number =>
    Math.min(WIDEST_PITCH, Math.max(NARROWEST_PITCH, room / places))
  const height = Math.max(...slots.map((places) => places * pitchOf(places, COMFORT)))
  const least = room === undefined ? COMFORTABLE_SPACING : NARROWEST_SPACING
  const spacing = Math.min(WIDEST_SPACING, Math.max(least, (room ?? SPREAD) / (widths.length - 1)))
  const columns = widths.map((count, level): UnitColumn => {
    const places = slots[level]!
    const pitch = pitchOf(places, height)
    const top = (height - (places - 1) * pitch) / 2
    const whole = count <= MOST
    const shown = whole
      ? Array.from({ length: count }, (_, index) => ({ index, y: top + index * pitch }))
      : Array.from({ length: 2 * ENDS }, (_, place) => ({
          index: place < ENDS ? place : count - 2 * ENDS + place,
          y: top + (place < ENDS ? place : place + ELLIPSIS) * pitch,
        }))
    return {
      count,
      units: shown,
      gap: whole ? undefined : { left: count - 2 * ENDS, y: height / 2 },
      x: level * spacing,
      radius: Math.min(14, pitch * 0.36),
      pitch,
    }
  })
  return { columns, height, width: (widths.length - 1) * spacing }
}
