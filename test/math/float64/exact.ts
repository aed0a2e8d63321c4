/** Elementary functions to hundreds of bits, with whole numbers: what the float64 functions are compared with. */

/** Bits behind the point: enough for any float64. */
const point = 1300
const one = 1n << BigInt(point)

/** A float64, exactly. */
export function fixed(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0]!
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & ((1n << 52n) - 1n)
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n)
  const shift = point + Math.max(exponent, 1) - 1075
  const size = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift)
  return x < 0 ? -size : size
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(point)
}

/** Σ rⁿ/n!, or every second term with alternating signs. */
function series(r: bigint, from: number, step: number, sign: bigint): bigint {
  let term = from === 0 ? one : r
  let total = term
  for (let n = from + step; term !== 0n && term !== -1n; n += step) {
    term = step === 1 ? times(term, r) / BigInt(n) : (sign * times(times(term, r), r)) / BigInt(n * (n - 1))
    total += term
  }
  return total
}

/** e^x */
export function exactExp(x: bigint): bigint {
  // Through (e^(x / 2^k))^(2^k); the result must have fewer than 1,300 bits before the point.
  const halvings = 12n
  let value = series(x >> halvings, 0, 1, 1n)
  for (let k = 0n; k < halvings; k++) value = times(value, value)
  return value
}

/** ln x, from a first guess, by Halley's method. */
export function exactLog(x: bigint, guess: number): bigint {
  let y = fixed(guess)
  for (let step = 0; step < 4; step++) {
    const e = exactExp(y)
    y += (2n * (x - e) * one) / (x + e)
  }
  return y
}

export function exactSin(x: bigint): bigint {
  return series(reduced(x), 1, 2, -1n)
}

export function exactCos(x: bigint): bigint {
  return series(reduced(x), 0, 2, -1n)
}

/** x less whole turns. */
function reduced(x: bigint): bigint {
  turn ??= 8n * (4n * arctan(5n) - arctan(239n))
  return x % turn
}

let turn: bigint | undefined

function arctan(inverse: bigint): bigint {
  let power = one / inverse
  let total = power
  for (let n = 3n; power > 0n; n += 2n) {
    power /= -inverse * inverse
    total += power / n
    if (power === 0n) break
    if (power < 0n) {
      power /= -inverse * inverse
      n += 2n
      total += power / n
    }
  }
  return total
}

/** How many units in the last place of the exact value a result is away from it. */
export function unitsOff(found: number, exact: bigint): number {
  const size = exact < 0n ? -exact : exact
  const exponent = Math.max(size.toString(2).length - 1 - point, -1022)
  const unit = point + exponent - 52
  const off = fixed(found) - exact
  return Number((off * 1_000_000n) / (unit >= 0 ? 1n << BigInt(unit) : 1n)) / 1_000_000
}
