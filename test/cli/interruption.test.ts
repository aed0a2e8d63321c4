import { afterEach, describe, expect, it } from 'vitest'
import { Interruption } from '../../src/cli/interruption.ts'

const open: Interruption[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.end()
})

function setUp(): { interruption: Interruption; told: string[] } {
  const told: string[] = []
  const interruption = new Interruption((line) => told.push(line))
  open.push(interruption)
  return { interruption, told }
}

describe('an interruption', () => {
  it('says that the training ends after its generation, once', () => {
    const { interruption, told } = setUp()
    interruption.stop()
    interruption.stop()
    expect(interruption.signal.aborted).toBe(true)
    expect(told).toEqual(['stopping after this generation; Ctrl-C now stops at once'])
  })

  it('says so if it is pictures that are under way', () => {
    const { interruption, told } = setUp()
    interruption.underWay = 'drawing'
    interruption.stop()
    expect(told).toEqual(['stopping without the other pictures; Ctrl-C now stops at once'])
  })
})
