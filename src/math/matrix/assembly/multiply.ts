/**
 * The product of matrices of ../reference.ts. Registers hold four by four results while a sum runs. Parts of both factors lie in the caches, in the
 * order in which they are read: Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008),
 * https://doi.org/10.1145/1356052.1356053. All strides are bytes.
 */
import { packLeft, packRight } from "./pack";
import { addTile } from "./tile";

/** The depth of the parts, the rows of the left one, the columns of the right one. */
const mostDepth: i32 = 128;
const mostRows: i32 = 64;
const mostColumns: i32 = 256;

const leftBytes: usize = 64 * 128 * 8;
const rightBytes: usize = 128 * 256 * 8;
const tileBytes: usize = 4 * 4 * 8;

/** What lies from address 0 on: the parts, and a tile for results at the edges. */
export const roomBytes: usize = leftBytes + rightBytes + tileBytes;

/** C += sign A B */
export function multiply(
  c: usize,
  cRow: usize,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  sign: f64,
): void {
  const left: usize = 0;
  const right: usize = leftBytes;
  for (let j = 0; j < columns; j += mostColumns) {
    const width = min(mostColumns, columns - j);
    for (let k = 0; k < depth; k += mostDepth) {
      const deep = min(mostDepth, depth - k);
      packRight(right, b + <usize>k * bRow + (<usize>j << 3), bRow, deep, width);
      for (let i = 0; i < rows; i += mostRows) {
        const high = min(mostRows, rows - i);
        packLeft(left, a + <usize>i * aRow + <usize>k * aColumn, aRow, aColumn, high, deep, sign);
        addParts(c + <usize>i * cRow + (<usize>j << 3), cRow, left, right, high, width, deep);
      }
    }
  }
}

/** Adds the product of two packed parts. */
function addParts(
  c: usize,
  cRow: usize,
  left: usize,
  right: usize,
  rows: i32,
  columns: i32,
  depth: i32,
): void {
  const strip = <usize>depth << 5;
  for (let j = 0; j < columns; j += 4, right += strip) {
    for (let i = 0, a = left; i < rows; i += 4, a += strip) {
      const at = c + <usize>i * cRow + (<usize>j << 3);
      if (i + 4 <= rows && j + 4 <= columns) addTile(at, cRow, a, right, depth);
      else addEdge(at, cRow, a, right, min(4, rows - i), min(4, columns - j), depth);
    }
  }
}

/** The same for a tile of which only some rows and columns exist. */
function addEdge(
  c: usize,
  cRow: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  depth: i32,
): void {
  const tile = leftBytes + rightBytes;
  const bytes = <usize>columns << 3;
  for (let i = 0; i < rows; i++) memory.copy(tile + (<usize>i << 5), c + <usize>i * cRow, bytes);
  addTile(tile, 32, a, b, depth);
  for (let i = 0; i < rows; i++) memory.copy(c + <usize>i * cRow, tile + (<usize>i << 5), bytes);
}
