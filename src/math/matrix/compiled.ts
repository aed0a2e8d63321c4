/** The products of `reference.ts` in SIMD, with the same bits. */
import { wasmModule } from '../../wasm-modules.ts'
import type { Matrices } from './matrices.ts'

/** The exports of assembly/index.ts. Places and strides are bytes. */
interface MatrixExports {
  multiply(
    c: number,
    cRow: number,
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    rows: number,
    columns: number,
    depth: number,
    sign: number,
  ): void
  timesRows(out: number, a: number, aRow: number, v: number, rows: number, count: number): void
  addRows(out: number, w: number, a: number, aRow: number, rows: number, count: number, sign: number): void
  timesSymmetric(out: number, a: number, aRow: number, v: number, n: number): void
}

const pageBytes = 65_536
/** What the module takes for itself, from address 0 on: assembly/multiply.ts. */
const roomBytes = 5 * pageBytes + 128

let loaded: Matrices | undefined

/**
 * Matrices in the one memory that all callers of this thread share, each until the next one: no caller may give way to another before it is
 * done. The memory keeps the largest size that it was asked for.
 * @param count the numbers that are needed; what they hold is left from earlier calls
 */
export function compiledMatrices(count: number): Matrices {
  if (loaded === undefined || loaded.numbers.length < count) loaded = load(count)
  return loaded
}

function load(count: number): Matrices {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((roomBytes + 8 * count) / pageBytes) })
  const instance = new WebAssembly.Instance(wasmModule('matrices'), { env: { memory } })
  const compiled = instance.exports as unknown as MatrixExports
  const place = (at: number): number => roomBytes + 8 * at
  return {
    numbers: new Float64Array(memory.buffer, roomBytes, count),
    multiply(c, a, b, { rows, columns, depth }, sign) {
      const [down, right] = a.transposed ? [8, 8 * a.stride] : [8 * a.stride, 8]
      compiled.multiply(
        place(c.at),
        8 * c.stride,
        place(a.at),
        down,
        right,
        place(b.at),
        8 * b.stride,
        rows,
        columns,
        depth,
        sign,
      )
    },
    timesRows: (out, a, v, rows, columns) =>
      compiled.timesRows(place(out), place(a.at), 8 * a.stride, place(v), rows, columns),
    addRows: (out, w, a, rows, columns, sign) =>
      compiled.addRows(place(out), place(w), place(a.at), 8 * a.stride, rows, columns, sign),
    timesSymmetric: (out, a, v, n) =>
      compiled.timesSymmetric(place(out), place(a.at), 8 * a.stride, place(v), n),
  }
}
