import { type Disk, disk } from '../../src/files/disk.ts'

/** Thrown where a process would have ended. */
export class Killed extends Error {
  constructor() {
    super('the process has ended here')
  }
}

/** A disk on which something is wrong, in place of the real one. */
export interface Fault {
  /** Calls so far. */
  readonly calls: number
  /** Whether it has come to the call that fails. */
  readonly happened: boolean
  /** Puts the real disk back. */
  end(): void
}

type Call = (...args: readonly never[]) => unknown
type Behaviour = (number: number, name: keyof Disk, call: Call, args: readonly never[]) => unknown

const real: Disk = { ...disk }

function replaced(behaviour: Behaviour): { calls: number; end(): void } {
  const state = { calls: 0, end: (): void => void Object.assign(disk, real) }
  for (const name of Object.keys(real) as (keyof Disk)[]) {
    const call = real[name] as Call
    Object.assign(disk, { [name]: (...args: readonly never[]) => behaviour(++state.calls, name, call, args) })
  }
  return state
}

/** Half of what a call would write reaches the disk. */
function writeHalf(args: readonly never[]): void {
  const [file, bytes, offset] = args as unknown as Parameters<Disk['write']>
  const half = Math.floor((bytes.length - offset) / 2)
  if (half > 0) real.write(file, bytes.subarray(offset, offset + half), 0)
}

/** The process ends at a call: it does not happen, a write happens in part, and no call after it happens. */
export function killAt(number: number): Fault {
  let dead = false
  const state = replaced((at, name, call, args) => {
    // What ends with the process.
    if (dead && name === 'close') return call(...args)
    if (dead || at >= number) {
      if (!dead && name === 'write') writeHalf(args)
      dead = true
      if (name === 'close') call(...args)
      throw new Killed()
    }
    return call(...args)
  })
  return {
    get calls() {
      return state.calls
    },
    get happened() {
      return dead
    },
    end: state.end,
  }
}

/** What a disk may do instead of what it should: the code of an error, or to write less than it was given. */
export type Refusal = 'ENOSPC' | 'EIO' | 'EMFILE' | 'short write'

/** One call is refused, or so many that follow each other. */
export function refuseAt(number: number, refusal: Refusal, count = 1): Fault {
  let happened = false
  const state = replaced((at, name, call, args) => {
    if (at < number || at >= number + count) return call(...args)
    if (refusal === 'short write') {
      if (name !== 'write') return call(...args)
      happened = true
      const [file, bytes, offset] = args as unknown as Parameters<Disk['write']>
      return real.write(
        file,
        bytes.subarray(0, offset + Math.max(1, Math.floor((bytes.length - offset) / 2))),
        offset,
      )
    }
    happened = true
    // A file that cannot be closed is closed all the same.
    if (name === 'close') call(...args)
    throw Object.assign(new Error(`${refusal}: ${name}`), { code: refusal })
  })
  return {
    get calls() {
      return state.calls
    },
    get happened() {
      return happened
    },
    end: state.end,
  }
}

/** A file that is in memory alone, under any name: reading it takes no time of the system. */
export function holding(bytes: Uint8Array): Fault {
  let at = 0
  const memory: Partial<Disk> = {
    size: () => bytes.length,
    open: () => 0,
    close() {},
    read(_, into, offset, length) {
      const piece = bytes.subarray(at, at + length)
      into.set(piece, offset)
      at += piece.length
      return piece.length
    },
  }
  Object.assign(disk, memory)
  return { calls: 0, happened: false, end: (): void => void Object.assign(disk, real) }
}
