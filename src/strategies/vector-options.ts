import { InputError, quote } from '../errors.ts'

/** What a vector of numbers is: a number is for all genes, a list has one for each. */
export interface VectorOptions {
  /** P, 1 … 2³¹-1 */
  readonly length: number
  /** Below the upper bound; default -Infinity, for none. */
  readonly lower?: number | ArrayLike<number> | undefined
  /** Default +Infinity, for none. */
  readonly upper?: number | ArrayLike<number> | undefined
  /** Where the search starts, inside the bounds. Without it, it starts anywhere in the prior. */
  readonly initial?: number | ArrayLike<number> | undefined
  /** Which genes are whole numbers; default none. */
  readonly integer?: boolean | ArrayLike<boolean | number> | undefined
}

/** The same, checked, one entry per gene. */
export interface VectorGenes {
  readonly length: number
  /** (P) */
  readonly lower: Float64Array
  /** (P) */
  readonly upper: Float64Array
  /** (P) 0 or 1 */
  readonly integer: Uint8Array
  /** (P) */
  readonly initial: Float64Array | null
}

/** The number of genes that a genome may have at most. */
export const LONGEST_GENOME: number = 2 ** 31 - 1

/**
 * Checks the options of a vector.
 * @param field as for `vectorGenome`
 * @throws InputError for the first that is wrong
 */
export function readVector(options: VectorOptions, field: string): VectorGenes {
  const { length } = options
  const name = (key: string): string => (field === '' ? key : `${field}.${key}`)
  if (!(Number.isInteger(length) && length >= 1 && length <= LONGEST_GENOME)) {
    throw wrong(name('length'), `an integer from 1 to ${LONGEST_GENOME}`, length)
  }
  const lower = numbers(options.lower ?? -Infinity, length, name('lower'))
  const upper = numbers(options.upper ?? Infinity, length, name('upper'))
  const integer = flags(options.integer ?? false, length, name('integer'))
  const initial = options.initial === undefined ? null : numbers(options.initial, length, name('initial'))
  /** The place of gene `p` in an option: the option itself if it is one value for all. */
  const at = (key: 'lower' | 'upper' | 'initial', p: number): string =>
    typeof options[key] === 'number' ? name(key) : `${name(key)}[${p}]`

  for (let p = 0; p < length; p++) {
    const [low, high, whole] = [lower[p], upper[p], integer[p] === 1]
    // The bound that was given gene by gene is more likely to be the wrong one.
    const upperFirst = options.lower === undefined || typeof options.lower === 'number'
    if (!(low < high)) {
      if (upperFirst && options.upper !== undefined) {
        throw wrong(at('upper', p), `a number above ${low}, the lower bound`, high)
      }
      throw wrong(at('lower', p), `a number below ${high}, the upper bound`, low)
    }
    if (whole && Math.ceil(low) > Math.floor(high)) {
      const expected = `at least ${Math.ceil(low)}, so that a whole number lies above ${low}, the lower bound`
      throw wrong(at('upper', p), expected, high)
    }
    if (initial === null) continue
    const start = initial[p]
    if (!(Number.isFinite(start) && start >= low && start <= high)) {
      throw wrong(at('initial', p), range(low, high), start)
    }
    if (whole && !Number.isInteger(start)) throw wrong(at('initial', p), 'a whole number', start)
  }
  return { length, lower, upper, integer, initial }
}

function range(low: number, high: number): string {
  if (low === -Infinity && high === Infinity) return 'a finite number'
  if (low === -Infinity) return `a number of at most ${high}, the upper bound`
  if (high === Infinity) return `a number of at least ${low}, the lower bound`
  return `a number from ${low} to ${high}, its bounds`
}

/** (P) one number per gene, none of them NaN. */
function numbers(given: number | ArrayLike<number>, length: number, field: string): Float64Array {
  if (typeof given === 'number') {
    if (Number.isNaN(given)) throw wrong(field, 'a number', given)
    return new Float64Array(length).fill(given)
  }
  const values = list<number>(given, length, field, 'numbers')
  return Float64Array.from({ length }, (_, p) => {
    const value: unknown = values[p]
    if (typeof value !== 'number' || Number.isNaN(value)) throw wrong(`${field}[${p}]`, 'a number', value)
    return value
  })
}

/** (P) 0 or 1 per gene. */
function flags(given: boolean | ArrayLike<boolean | number>, length: number, field: string): Uint8Array {
  if (typeof given === 'boolean') return new Uint8Array(length).fill(given ? 1 : 0)
  const values = list<boolean | number>(given, length, field, 'of true or false')
  return Uint8Array.from({ length }, (_, p) => {
    const value = values[p]
    if (value === true || value === 1) return 1
    if (value === false || value === 0) return 0
    throw wrong(`${field}[${p}]`, 'true or false', value)
  })
}

function list<T>(given: unknown, length: number, field: string, noun: string): ArrayLike<T> {
  const listed = Array.isArray(given) || (ArrayBuffer.isView(given) && !(given instanceof DataView))
  const one = noun === 'numbers' ? 'a number' : 'true or false'
  if (!listed) throw wrong(field, `${one}, or a list of ${length}, one a gene`, given)
  const { length: found } = given as ArrayLike<T>
  if (found === length) return given as ArrayLike<T>
  throw new InputError({ field, expected: `${length} values, one a gene`, found: String(found) })
}

function wrong(field: string, expected: string, found: unknown): InputError {
  return new InputError({ field, expected, found: quote(found) })
}
