import { afterAll, describe, expect, it } from 'vitest'
import { type BuiltRun, buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { factsOf } from '../../src/dashboard/facts.ts'
import { stubTask } from '../tasks/stub.ts'

const built: BuiltRun = await buildRun(
  parseConfig({ task: { kind: 'classification', data: { generate: 'moons', samples: 40 } } }),
  { directory: '/', workers: 0, onNotice: () => {} },
)
afterAll(() => built.evaluator.close())

describe('what a page is told of a run', () => {
  it('is the loss of a task with samples, and how many those are', () => {
    const facts = factsOf(built, null)
    expect(facts).toMatchObject({ fitness: 'cross-entropy', fitnessNoun: 'loss' })
    expect(facts.details[0]).toBe('classification, 40 samples')
  })

  it('is the fitness of a task without, as the task calls it', () => {
    const samples = { train: 0, validation: 0, test: 0 }
    const identity = { ...built.identity, samples }
    const facts = factsOf({ ...built, identity, task: stubTask() }, null)
    expect(facts).toMatchObject({ fitness: 'return', fitnessNoun: 'fitness', hasValidation: false })
    expect(facts.details[0]).toBe('balance')
  })
})
