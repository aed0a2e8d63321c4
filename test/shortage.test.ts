import { describe, expect, it } from 'vitest'
import { limits } from '../src/limits.ts'
import { shortageOf } from '../src/shortage.ts'

const proc = `Limit                     Soft Limit           Hard Limit           Units
Max processes             62987                62987                processes
Max open files            40                   40                   files
Max address space         4096000000           unlimited            bytes
`

describe('a shortage', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'EMFILE' }), /files that may be open at once.*ulimit -n 1024$/],
    [Object.assign(new Error('x'), { code: 'ENFILE' }), /files that may be open at once/],
    [new Error('EMFILE: too many open files, open a.js'), /files that may be open at once/],
    [new Error('spawn node EAGAIN'), /one more thread/],
    [new Error('EAGAIN'), /one more thread.*\(ulimit -u\).*fewer --workers$/],
    [Object.assign(new Error('x'), { code: 'ERR_WORKER_INIT_FAILED' }), /one more thread/],
    [
      new RangeError('WebAssembly.Memory(): could not allocate memory'),
      /expected more (memory|address space)/,
    ],
    [new RangeError('Array buffer allocation failed'), /expected more (memory|address space)/],
    [
      Object.assign(new Error('x'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }),
      /expected more (memory|address space)/,
    ],
    [new Error('Worker terminated due to reaching memory limit: JS heap out of memory'), /expected more/],
  ])('is said with its cure: %s', (error, line) => {
    expect(shortageOf(error)?.message).toMatch(line)
  })

  it.each([
    [new TypeError('x is not a function')],
    ['text'],
    [null],
    [undefined],
    [new RangeError('Invalid array length')],
  ])('is not what a bug is: %s', (error) => expect(shortageOf(error)).toBeNull())
})

describe('the limits of a process', () => {
  it('are those that the system lists', () => {
    expect(limits(() => proc)).toEqual({ addressSpace: 4_096_000_000, openFiles: 40 })
  })

  it('are none where it lists none', () => {
    expect(limits(() => proc.replaceAll(/40 |4096000000/g, 'unlimited '))).toEqual({
      addressSpace: null,
      openFiles: null,
    })
    const missing = limits(() => {
      throw new Error('no such file')
    })
    expect(missing).toEqual({ addressSpace: null, openFiles: null })
  })
})
