import { describe, expect, it } from 'vitest'
import { networkOf, supervisedOf } from '../../src/tasks/capabilities.ts'
import { createTask } from '../../src/tasks/index.ts'
import { stubTask } from './stub.ts'
import { issue } from './supervised/issue.ts'

const moons = await createTask(
  { kind: 'classification', data: { generate: 'moons', samples: 20 } },
  { directory: '/', seed: 1 },
)

describe('what needs samples', () => {
  it('has those of a task with samples', () => {
    expect(supervisedOf(moons, 'memetic')).toBe(moons.supervised)
  })

  it('is refused by name for a task without', () => {
    expect(issue(() => supervisedOf(stubTask(), 'memetic', 'leave it out'))).toBe(
      'memetic: expected a task with samples, found the task balance, which has none; leave it out',
    )
    expect(issue(() => supervisedOf(stubTask(), 'task.kind'))).toBe(
      'task.kind: expected a task with samples, found the task balance, which has none',
    )
  })
})

describe('what needs a network', () => {
  it('gets what the task requires of it', () => {
    expect(networkOf(moons, 'network')).toBe(moons.network)
  })

  it('is refused by name for a task with another genome', () => {
    expect(issue(() => networkOf(stubTask(), 'network'))).toBe(
      "network: expected a task for a network, found the task balance, whose genome is not a network's",
    )
  })
})
