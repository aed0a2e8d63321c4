// Four neighbours of a vector, or its last one to three. With a constant 4 only the full load is compiled.

/** Loads the first `count` of four neighbours; the other lanes are zero. */
// @ts-ignore: decorator
@inline export function loadFirst(at: usize, count: i32): v128 {
  if (count == 4) return v128.load(at)
  if (count == 1) return v128.load32_zero(at)
  const two = v128.load64_zero(at)
  return count == 2 ? two : v128.load32_lane(at, two, 2, 8)
}

/** Writes the first `count` lanes only. */
// @ts-ignore: decorator
@inline export function storeFirst(at: usize, value: v128, count: i32): void {
  if (count == 4) {
    v128.store(at, value)
  } else if (count == 1) {
    v128.store32_lane(at, value, 0)
  } else {
    v128.store64_lane(at, value, 0)
    if (count == 3) v128.store32_lane(at, value, 2, 8)
  }
}
