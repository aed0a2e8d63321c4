/** A picture for display: opaque, 8 bits per channel. */
export interface Picture {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** (H, W, 4) red, green, blue and alpha, row by row from the top; alpha is 255. */
  readonly pixels: Uint8Array
}

/**
 * Writes colours as the pixels of a picture.
 *
 * @param colours (S, C), clamped to 0 … 1; C is 1 for grey, 3 for red, green and blue
 * @param pixels (≥ first + S, 4) out
 * @param first which pixel the first colour is for
 */
export function paint(colours: ArrayLike<number>, channels: number, pixels: Uint8Array, first = 0): void {
  const count = colours.length / channels
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2]
  for (let i = 0; i < count; i++) {
    const from = i * channels
    const to = (first + i) * 4
    pixels[to] = byte(colours[from]!)
    pixels[to + 1] = byte(colours[from + green]!)
    pixels[to + 2] = byte(colours[from + blue]!)
    pixels[to + 3] = 255
  }
}

/** The nearest of 256 steps; 0 for NaN. */
function byte(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 255)
}
