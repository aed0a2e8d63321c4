import { expect, it } from 'vitest'
import { monitorOf } from '../../../src/config/build/monitor.ts'
import { createTask } from '../../../src/tasks/index.ts'
import type { Task } from '../../../src/tasks/task.ts'

async function moons(validation: number): Promise<Task> {
  const data = { generate: 'moons', samples: 20, validation }
  return await createTask(
    { kind: 'classification', loss: 'cross-entropy', data },
    { directory: '.', seed: 1 },
  )
}

it('auto is the validation part if there is one', async () => {
  expect(monitorOf('strategy', 'auto', await moons(0.2))).toBe('validation')
  expect(monitorOf('strategy', 'auto', await moons(0))).toBe('train')
})

it('refuses the validation part where there is none, and says which key makes one', async () => {
  const task = await moons(0)
  expect(() => monitorOf('strategy', 'validation', task)).toThrow(
    'strategy.monitor: expected train, since there is no validation part, found validation; set task.data.validation to have one',
  )
  const custom = { ...task, kind: 'custom', supervised: null }
  expect(() => monitorOf('strategy', 'validation', custom)).toThrow(
    'strategy.monitor: expected a task with samples, found the task custom, which has none',
  )
  expect(monitorOf('strategy', 'auto', custom)).toBe('train')
})
