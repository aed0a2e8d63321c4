/** A shape that a drawing is made of. Coordinates and sizes are in pixels; y points down. Colours are as in CSS. */
export type DrawnShape =
  | ({ readonly kind: 'line'; readonly points: readonly (readonly [x: number, y: number])[] } & DrawnStroke)
  | ({
      readonly kind: 'polygon'
      readonly points: readonly (readonly [x: number, y: number])[]
    } & DrawnStroke &
      DrawnFill)
  | ({
      readonly kind: 'circle'
      readonly x: number
      readonly y: number
      readonly radius: number
    } & DrawnStroke &
      DrawnFill)
  | ({
      readonly kind: 'rectangle'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    } & DrawnStroke &
      DrawnFill)
  | ({ readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string } & DrawnFill & {
        /** Pixels; default 13. */
        readonly size?: number
        readonly anchor?: 'start' | 'middle' | 'end'
      })

interface DrawnStroke {
  readonly stroke?: string
  /** Pixels; default 1. */
  readonly strokeWidth?: number
}

interface DrawnFill {
  readonly fill?: string
}

/** What `draw` gives for a frame: shapes on a white page, or the colour of every pixel; null ends the film. */
export type DrawnFrame =
  | { readonly width: number; readonly height: number; readonly shapes: readonly DrawnShape[] }
  | { readonly width: number; readonly height: number; readonly pixels: Uint8Array | Uint8ClampedArray }
  | null
