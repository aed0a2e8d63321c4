/** The parts of gifenc that are used here; the package has no types of its own. It is CommonJS to Node.js. */
declare module 'gifenc' {
  interface FrameOptions {
    /** The global colour table, of the first frame. */
    palette?: readonly (readonly number[])[]
    first?: boolean
    transparent?: boolean
    transparentIndex?: number
    /** Milliseconds. */
    delay?: number
    /** 0: for ever. */
    repeat?: number
    /** 1: the frame stays under the next one. */
    dispose?: number
    /** Bits an index takes. */
    colorDepth?: number
  }
  interface Encoder {
    writeHeader(): void
    writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void
    finish(): void
    bytes(): Uint8Array
  }
  const gifenc: {
    GIFEncoder(options: { auto: boolean }): Encoder
    quantize(rgba: Uint8Array, colours: number): number[][]
  }
  export default gifenc
}
