/** The fills of blocks.ts in SIMD, with the same bits: assembly/fill.ts writes a window, which is then copied. */
import { wasmModule } from '../wasm-modules.ts'
import type { StreamAddress } from './philox.ts'

/** Writes `groups` of four blocks, 64 bytes each, starting at block `draw`, to the start of the window. */
type WindowFill = (
  generation: number,
  individual: number,
  episode: number,
  draw: number,
  seed: number,
  purpose: number,
  groups: number,
) => void

interface CompiledFills {
  readonly fillUint32: WindowFill
  readonly fillUniform: WindowFill
  readonly fillNormal: WindowFill
  /** The window as words and as float32. It is one page and never grows, so the views stay valid. */
  readonly words: Uint32Array
  readonly floats: Float32Array
}

let compiled: CompiledFills | undefined

function load(): CompiledFills {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 })
  const instance = new WebAssembly.Instance(wasmModule('random'), { env: { memory } })
  const exports = instance.exports as unknown as Pick<
    CompiledFills,
    'fillUint32' | 'fillUniform' | 'fillNormal'
  >
  const { fillUint32, fillUniform, fillNormal } = exports
  const words = new Uint32Array(memory.buffer)
  const floats = new Float32Array(memory.buffer)
  return { fillUint32, fillUniform, fillNormal, words, floats }
}

function fill<T extends Uint32Array | Float32Array>(
  out: T,
  window: T,
  fillWindow: WindowFill,
  stream: StreamAddress,
  draw: number,
): void {
  const { seed, purpose, generation, individual, episode } = stream
  for (let from = 0; from < out.length; from += window.length) {
    const count = Math.min(window.length, out.length - from)
    fillWindow(generation, individual, episode, draw + from / 4, seed, purpose, Math.ceil(count / 16))
    out.set(count === window.length ? window : window.subarray(0, count), from)
  }
}

export function fillUint32(out: Uint32Array, stream: StreamAddress, draw: number): void {
  compiled ??= load()
  fill(out, compiled.words, compiled.fillUint32, stream, draw)
}

export function fillUniform(out: Float32Array, stream: StreamAddress, draw: number): void {
  compiled ??= load()
  fill(out, compiled.floats, compiled.fillUniform, stream, draw)
}

export function fillNormal(out: Float32Array, stream: StreamAddress, draw: number): void {
  compiled ??= load()
  fill(out, compiled.floats, compiled.fillNormal, stream, draw)
}
