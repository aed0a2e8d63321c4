/** A place on a picture, pixels; y points down. */
export type Point = readonly [x: number, y: number]
