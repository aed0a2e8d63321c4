import type { Matrices, Matrix } from './matrices.ts'

/** The definition of what `compiled.ts` computes, and its oracle. */
export function referenceMatrices(count: number): Matrices {
  const numbers = new Float64Array(count)
  return {
    numbers,
    multiply(c, a, b, { rows, columns, depth }, sign) {
      const [down, right] = a.transposed ? [1, a.stride] : [a.stride, 1]
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          let sum = numbers[c.at + i * c.stride + j]!
          for (let k = 0; k < depth; k++)
            sum += sign * numbers[a.at + i * down + k * right]! * numbers[b.at + k * b.stride + j]!
          numbers[c.at + i * c.stride + j] = sum
        }
    },
    timesRows(out, a, v, rows, columns) {
      for (let row = 0; row < rows; row++)
        numbers[out + row] = innerProduct(numbers, a.at + row * a.stride, v, columns)
    },
    addRows(out, w, a, rows, columns, sign) {
      for (let row = 0; row < rows; row++)
        addScaled(numbers, out, sign * numbers[w + row]!, a.at + row * a.stride, columns)
    },
    timesSymmetric(out, a, v, n) {
      for (let row = 0; row < n; row++) addSymmetricRow(numbers, out, a, v, row)
    },
  }
}

function addSymmetricRow(numbers: Float64Array, out: number, a: Matrix, v: number, row: number): void {
  const at = a.at + row * a.stride
  numbers[out + row] = innerProduct(numbers, at, v, row) + numbers[at + row]! * numbers[v + row]!
  addScaled(numbers, out, numbers[v + row]!, at, row)
}

/** The inner product of `count` numbers, in four sums side by side: one alone waits for each addition. */
export function innerProduct(numbers: Float64Array, a: number, b: number, count: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0]
  let k = 0
  for (; k + 3 < count; k += 4) {
    first += numbers[a + k]! * numbers[b + k]!
    second += numbers[a + k + 1]! * numbers[b + k + 1]!
    third += numbers[a + k + 2]! * numbers[b + k + 2]!
    fourth += numbers[a + k + 3]! * numbers[b + k + 3]!
  }
  for (; k < count; k++) first += numbers[a + k]! * numbers[b + k]!
  return first + second + (third + fourth)
}

function addScaled(numbers: Float64Array, out: number, factor: number, a: number, count: number): void {
  for (let k = 0; k < count; k++) numbers[out + k]! += factor * numbers[a + k]!
}
