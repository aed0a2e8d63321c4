import { describe, expect, it } from 'vitest'
import { checkRoom } from '../../src/cli/room.ts'

describe('the room for threads', () => {
  it('is not limited where the address space is not', () => {
    expect(() => checkRoom(1000, 3, { addressSpace: null }, true)).not.toThrow()
  })

  it('must hold the memories of all threads', () => {
    expect(() => checkRoom(0, 1, { addressSpace: 50e9 }, true)).not.toThrow()
    expect(() => checkRoom(8, 1, { addressSpace: 100e9 }, true)).toThrow(
      'expected more address space, found a limit of 100.0 GB (ulimit -v), of which each memory of WebAssembly takes 11 GB',
    )
  })

  it('is small without guards around memories', () => {
    expect(() => checkRoom(8, 1, { addressSpace: 7e9 }, false)).not.toThrow()
    expect(() => checkRoom(8, 1, { addressSpace: 5e9 }, false)).toThrow('found a limit of 5.0 GB')
  })
})
