import { describe, expect, it } from 'vitest'
import { checkSamples } from '../../../src/config/build/samples.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import { createTask } from '../../../src/tasks/index.ts'
import { stubTask } from '../../tasks/stub.ts'
import { issue } from '../../tasks/supervised/issue.ts'

const task = { kind: 'classification', data: { generate: 'moons' } } as const
const none = 'expected a task with samples, found the task balance, which has none'
const needy: readonly (readonly [string, object, string])[] = [
  ['batches', { task: { ...task, batch: 10 } }, `task.batch: ${none}; leave it out`],
  ['a gradient descent', { strategy: 'adam' }, `strategy: ${none}; a strategy of evolution needs none`],
  ['memetic steps', { memetic: {} }, `memetic: ${none}; leave it out`],
  ['fine-tuning', { finetune: 'adam' }, `finetune: ${none}; leave it out`],
]

describe('a task without samples', () => {
  it.each(needy)('is refused %s, by name', (_, more, line) => {
    expect(issue(() => checkSamples(parseConfig({ task, ...more }), stubTask()))).toBe(line)
  })

  it('can be trained by evolution', () => {
    expect(() => checkSamples(parseConfig({ task }), stubTask())).not.toThrow()
  })
})

describe('a task with samples', () => {
  it.each(needy)('takes %s', async (_, more) => {
    const learnt = await createTask(task, { directory: '/', seed: 1 })
    expect(() => checkSamples(parseConfig({ task, ...more }), learnt)).not.toThrow()
  })
})
