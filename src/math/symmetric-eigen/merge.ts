/**
 * Joins the eigenvectors of two halves of a tridiagonal matrix: Cuppen, "A Divide and Conquer Method for the Symmetric Tridiagonal Eigenproblem"
 * (1981), https://doi.org/10.1007/BF01396757.
 */
import type { Matrices, Matrix } from '../matrix/matrices.ts'
import { type Block, type Deflation, deflate } from './deflation.ts'
import type { RankOneUpdate } from './secular.ts'
import { updatedVectors } from './updated-vectors.ts'

/**
 * Turns the rows of a block into the eigenvectors of diag(values) + ρ z zᵀ, and its values with them, in no order.
 * @param z (size) by row, of length 1; changes
 * @param room the place of 2 size² numbers
 */
export function merge(matrices: Matrices, block: Block, z: Float64Array, rho: number, room: number): void {
  const { values } = block
  const deflation = deflate(matrices.numbers, block, z, rho)
  const { kept, deflated } = deflation
  if (kept.length === 0) return
  const update: RankOneUpdate = {
    poles: Float64Array.from(kept, (row) => values[row]!),
    z: Float64Array.from(kept, (row) => z[row]!),
    rho,
  }
  const stay = Float64Array.from(deflated, (row) => values[row]!)
  values.set(combine(matrices, block, deflation, update, room))
  values.set(stay, kept.length)
}

/**
 * Replaces the kept rows by the eigenvectors of the update, which come first, and puts the others behind them.
 * @returns (k) the eigenvalues of the update
 */
function combine(
  matrices: Matrices,
  block: Block,
  deflation: Deflation,
  update: RankOneUpdate,
  room: number,
): Float64Array {
  const { numbers } = matrices
  const { rows, size, half } = block
  const k = deflation.kept.length
  const { first, second, others, columns, onlyFirst } = gather(numbers, block, deflation, room)
  const factors = { at: room + size * size, stride: k }
  const roots = updatedVectors(update, numbers, factors, columns)
  for (let row = 0; row < k; row++) numbers.fill(0, rowAt(rows, row), rowAt(rows, row) + size)
  matrices.multiply(rows, factors, first, { rows: k, columns: half, depth: first.count }, 1)
  matrices.multiply(
    { ...rows, at: rows.at + half },
    { ...factors, at: factors.at + onlyFirst },
    second,
    { rows: k, columns: size - half, depth: second.count },
    1,
  )
  for (let j = 0; j < size - k; j++)
    numbers.copyWithin(rowAt(rows, k + j), rowAt(others, j), rowAt(others, j) + size)
  return roots
}

/** Rows that lie together. */
interface Gathered extends Matrix {
  readonly count: number
}

interface GatheredRows {
  /** The kept rows that reach into the first half, and there alone; the same of the second half. */
  readonly first: Gathered
  readonly second: Gathered
  readonly others: Matrix
  /** (k) the place of each kept row among all: those of the first half alone, of both, of the second alone. */
  readonly columns: readonly number[]
  /** How many are of the first half alone. */
  readonly onlyFirst: number
}

/** Copies the rows of a block to `room`, without the halves in which they are 0. */
function gather(
  numbers: Float64Array,
  { rows, size, half, halves }: Block,
  { kept, deflated }: Deflation,
  room: number,
): GatheredRows {
  const of = (which: number): number => kept.filter((row) => halves[row] === which).length
  const [onlyFirst, onlySecond, both] = [of(1), of(2), of(3)]
  const next = [0, 0, onlyFirst + both, onlyFirst]
  const columns = kept.map((row) => next[halves[row]!]!++)
  const first = { at: room, stride: half, count: onlyFirst + both }
  const second = { at: rowAt(first, first.count), stride: size - half, count: both + onlySecond }
  const others = { at: rowAt(second, second.count), stride: size }
  kept.forEach((row, j) => {
    const [at, column] = [rowAt(rows, row), columns[j]!]
    if (column < first.count) numbers.copyWithin(rowAt(first, column), at, at + half)
    if (column >= onlyFirst) numbers.copyWithin(rowAt(second, column - onlyFirst), at + half, at + size)
  })
  deflated.forEach((row, j) => {
    numbers.copyWithin(rowAt(others, j), rowAt(rows, row), rowAt(rows, row) + size)
  })
  return { first, second, others, columns, onlyFirst }
}

function rowAt({ at, stride }: Matrix, row: number): number {
  return at + row * stride
}
