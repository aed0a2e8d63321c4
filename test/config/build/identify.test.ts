import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { identify } from '../../../src/config/build/identify.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import { activation, createTopology } from '../../../src/model/topology.ts'
import type { RunIdentity } from '../../../src/run/folder/record.ts'
import { createTask } from '../../../src/tasks/index.ts'
import type { Task } from '../../../src/tasks/task.ts'
import { stubTask } from '../../tasks/stub.ts'
import { dataFolder } from '../../tasks/supervised/folder.ts'

const folder = dataFolder()
const topology = createTopology(2, [3, 1], [activation('tanh'), activation('linear')])

async function identityOf(config: object, task?: Task): Promise<RunIdentity> {
  const parsed = parseConfig(config)
  const context = { directory: folder.path, handedOut: false, workers: 2, hash: 'abc' }
  const own = task ?? (await createTask(parsed.task, { directory: folder.path, seed: 1 }))
  return identify(parsed, context, { engine: 'wasm', arithmetic: 'strict' }, topology, own)
}

const generated = { task: { kind: 'regression', data: { generate: 'function', samples: 10, test: 0.2 } } }

describe('what a run says of itself', () => {
  it('names its fitness, which way is better, and its samples', async () => {
    expect(await identityOf(generated)).toMatchObject({
      fitnessName: 'mse',
      direction: 'minimize',
      samples: { train: 8, validation: 0, test: 2 },
      hashes: { config: 'abc' },
    })
  })

  it('has the hash of the file that the task is made from', async () => {
    const text = 'a,b,y\n1,2,3\n4,3,2\n5,9,1\n'
    const data = { file: folder.write('data.csv', text), target: 'y', validation: 0 }
    const { hashes } = await identityOf({ task: { kind: 'regression', data } })
    expect(Object.keys(hashes)).toEqual(['config', 'data'])
    expect(hashes['data']).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('counts no samples of a task that has none', async () => {
    expect(await identityOf(generated, stubTask({ notes: ['a pole of 1 m'] }))).toMatchObject({
      fitnessName: 'return',
      direction: 'maximize',
      samples: { train: 0, validation: 0, test: 0 },
      notes: ['a pole of 1 m'],
    })
  })
})
