import { describe, expect, it } from 'vitest'
import { type ControlOptions, controlDefaults } from '../../../src/tasks/control.ts'
import { createTask, taskKind } from '../../../src/tasks/index.ts'
import type { Task } from '../../../src/tasks/task.ts'

function taskOf(options: Partial<ControlOptions>): Promise<Task> {
  const given = { kind: 'control', environment: 'cart-pole', ...controlDefaults, ...options } as const
  return createTask(given, { directory: '.', seed: 1 })
}

describe('the task control', () => {
  it('asks for a network of the environment', async () => {
    const { network, custom, ...task } = await taskOf({})
    expect(task).toMatchObject({
      direction: 'maximize',
      fitnessName: 'reward',
      genome: null,
      view: 'episode',
    })
    expect(network).toMatchObject({ inputs: 4, outputs: 2, outputActivation: 'linear', fits: null })
    expect(network!.signature.outputs).toMatchObject({ names: ['left', 'right'] })
    expect(custom!.options).toMatchObject({ episodes: 5, randomness: 'common', aggregate: 'mean' })
  })

  it('bounds an output that is the action itself', async () => {
    expect((await taskOf({ environment: 'pendulum' })).network).toMatchObject({
      outputs: 1,
      outputActivation: 'tanh',
    })
  })

  it('shows a window of observations', async () => {
    const { network } = await taskOf({ environment: 'double-pole-without-velocities', window: 2 })
    expect(network!.signature.columns.map(({ name }) => name)).toEqual([
      ...['x / 2.4', 'long angle / 36°', 'short angle / 36°'],
      ...['x / 2.4, 1 before', 'long angle / 36°, 1 before', 'short angle / 36°, 1 before'],
    ])
  })

  it('takes limits from the source, from damping or from the config', async () => {
    const stepsOf = async (options: Partial<ControlOptions>): Promise<unknown> =>
      (await taskOf({ environment: 'double-pole', ...options })).custom!.options.options
    expect(await stepsOf({})).toMatchObject({ steps: 100_000 })
    expect(await stepsOf({ fitness: 'damping' })).toMatchObject({ steps: 1000 })
    expect(await stepsOf({ fitness: 'damping', steps: 2000 })).toMatchObject({ steps: 2000 })
    expect((await taskOf({ environment: 'double-pole' })).custom!.options.episodes).toBe(1)
  })

  it('refuses several episodes that are all alike, and damping where there is none', async () => {
    await expect(taskOf({ environment: 'double-pole', episodes: 3 })).rejects.toThrow(
      'task.episodes: expected 1 for double-pole, whose episodes all start in the same state, found 3',
    )
    await expect(taskOf({ fitness: 'damping' })).rejects.toThrow(
      'task.fitness: expected reward for cart-pole, found damping',
    )
  })

  it('is made from no file, and has no samples', () => {
    const options = { kind: 'control', environment: 'acrobot', ...controlDefaults } as const
    expect(taskKind(options).sources(options)).toEqual({})
    expect(taskKind(options).relocated(options, () => 'elsewhere')).toBe(options)
    expect(taskKind(options).split(options)).toBeNull()
  })
})
