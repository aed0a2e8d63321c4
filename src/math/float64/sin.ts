import { type Pair, sum } from './parts.ts'

/** π/2 in four parts. The first three have 33 significant bits, so that a multiple by up to 2^20 is exact. */
const quarterParts: readonly [number, number, number, number] = [
  1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32,
]

/** Below it, so many parts of π/2 are enough. */
const moderate = 2 ** 20

/** 1/3!, 1/5!, …: the series of the sine from its second term. Names of their own are quicker than a list. */
const [s1, s2, s3, s4, s5, s6, s7, s8] = reciprocalFactorials(3)
/** 1/4!, 1/6!, …: that of the cosine from its third term. */
const [c1, c2, c3, c4, c5, c6, c7, c8] = reciprocalFactorials(4)

type Eight = readonly [number, number, number, number, number, number, number, number]

/** 1/n!, 1/(n + 2)!, … */
function reciprocalFactorials(n: number): Eight {
  return Array.from({ length: 8 }, (_, k) => 1 / factorial(n + 2 * k)) as unknown as Eight
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1)
}

/** The sine of x radians within 1 ulp. */
export function sin(x: number): number {
  // Small angles are the most frequent, and need no part of a turn taken off; -0 stays -0.
  if (Math.abs(x) <= Math.PI / 4) return x === 0 ? x : sineNearZero(x, 0)
  const { quarter, rest } = reduced(x)
  return turned(quarter, rest)
}

/** The cosine of x radians within 1 ulp. */
export function cos(x: number): number {
  if (Math.abs(x) <= Math.PI / 4) return cosineNearZero(x, 0)
  const { quarter, rest } = reduced(x)
  return turned(quarter + 1, rest)
}

/** The sine of an angle in [-π/4, π/4] and a number of quarter turns. */
function turned(quarter: number, { head, tail }: Pair): number {
  const size = (quarter & 1) === 0 ? sineNearZero(head, tail) : cosineNearZero(head, tail)
  return (quarter & 2) === 0 ? size : -size
}

function sineNearZero(x: number, tail: number): number {
  const z = x * x
  const series = s1 - z * (s2 - z * (s3 - z * (s4 - z * (s5 - z * (s6 - z * (s7 - z * s8))))))
  // sin(x + tail) = x - x³ series + tail (1 - x²/2)
  return x - (x * z * series - tail * (1 - 0.5 * z))
}

function cosineNearZero(x: number, tail: number): number {
  const z = x * x
  const series = c1 - z * (c2 - z * (c3 - z * (c4 - z * (c5 - z * (c6 - z * (c7 - z * c8))))))
  const half = 0.5 * z
  const most = 1 - half
  // What the subtraction has rounded away comes back.
  return most + (1 - most - half + (z * z * series - x * tail))
}

/** x beyond ±π/4 less a number of quarter turns, in [-π/4, π/4] and a little beyond, and that number mod 4. */
function reduced(x: number): { readonly quarter: number; readonly rest: Pair } {
  if (!Number.isFinite(x)) return { quarter: 0, rest: { head: Number.NaN, tail: 0 } }
  if (Math.abs(x) >= moderate) return reducedExactly(x)
  const n = Math.floor(x / (Math.PI / 2) + 0.5)
  let { head, tail } = sum(x, -n * quarterParts[0])
  for (let k = 1; k < quarterParts.length; k++) {
    const next = sum(head, -n * quarterParts[k]!)
    ;({ head, tail } = sum(next.head, tail + next.tail))
  }
  return { quarter: n & 3, rest: { head, tail } }
}

/** Bits behind the point of whole numbers that stand for fractions: those of x, of the result, and to spare. */
const point = 1300n

let quarterTurn: bigint | null = null

/** The same for any x, with whole numbers as long as needed. It is slow, and angles so large are rare. */
function reducedExactly(x: number): { readonly quarter: number; readonly rest: Pair } {
  quarterTurn ??= quarterTurnOf(point)
  // A float64 of 2^20 or more is a multiple of 2^-32.
  const exact = wholeOf(x) << (point - 32n)
  const turns = (2n * exact + quarterTurn) / (2n * quarterTurn)
  const n = 2n * exact + quarterTurn < 0n ? turns - 1n : turns
  const rest = exact - n * quarterTurn
  const head = Number(rest >> (point - 200n)) * 2 ** -200
  const tail = Number((rest >> (point - 200n)) - BigInt(head * 2 ** 200)) * 2 ** -200
  return { quarter: Number(((n % 4n) + 4n) % 4n), rest: { head, tail } }
}

/** x 2^32, a whole number. */
function wholeOf(x: number): bigint {
  return Math.abs(x) < 2 ** 900 ? BigInt(x * 2 ** 32) : BigInt(x) << 32n
}

/** π/2 by Machin's formula: π/4 = 4 arctan(1/5) - arctan(1/239). */
function quarterTurnOf(bits: bigint): bigint {
  const spare = 32n
  const arctan = (inverse: bigint): bigint => {
    let power = (1n << (bits + spare)) / inverse
    let total = power
    for (let n = 3n, sign = -1n; power > 0n; n += 2n, sign = -sign) {
      power /= inverse * inverse
      total += (sign * power) / n
    }
    return total
  }
  return (2n * (4n * arctan(5n) - arctan(239n))) >> spare
}
