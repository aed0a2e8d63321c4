import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type ConfigInput, evolve } from '../../src/index.ts'
import type { Genome } from '../../src/random/genome.ts'
import { decodeSnapshots } from '../../src/run/folder/snapshot-codec.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-champions-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const flat: ConfigInput = {
  task: { kind: 'classification', data: { generate: 'moons', samples: 60 } },
  strategy: { kind: 'ga', population: 20, initial: 1 },
  stop: { generations: 40 },
}
/** Four inputs: more than a film can show. */
const deep: ConfigInput = { ...flat, task: { kind: 'classification', data: { generate: 'parity', bits: 4 } } }

let runs = 0

async function train(
  config: ConfigInput,
): Promise<{ generations: number[] | null; champion: Genome; last: Genome | undefined }> {
  const out = join(base, `run-${runs++}`)
  const { champion } = await evolve(config, { workers: 0, out })
  const file = join(out, 'snapshots.bin')
  const snapshots = existsSync(file) ? decodeSnapshots(readFileSync(file), file) : null
  return {
    generations: snapshots === null ? null : snapshots.map(({ generation }) => generation),
    champion: champion.parameters,
    last: snapshots?.at(-1)?.genome,
  }
}

describe('a run', () => {
  it('keeps its champions where a film can show them, the last one is the champion', async () => {
    const { generations, champion, last } = await train(flat)
    expect(generations).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(last).toEqual(champion)
  })

  it('keeps as many as the config says', async () => {
    const every = await train({ ...flat, pictures: { every: 7 } })
    expect(every.generations).toEqual([1, 8, 15, 22, 29, 36, 40])
    const few = await train({ ...flat, pictures: { frames: 3 } })
    expect(few.generations).toEqual([1, 9, 17, 25, 33, 40])
  })

  it('keeps none where no film is to be or can be, unless it is told to', async () => {
    expect((await train({ ...flat, pictures: { film: false } })).generations).toBeNull()
    expect((await train(deep)).generations).toBeNull()
    expect((await train({ ...deep, pictures: { film: true } })).generations).toHaveLength(40)
  })

  it('finds the same whether it keeps any or not', async () => {
    const [kept, free] = [await train(flat), await train({ ...flat, pictures: { film: false } })]
    expect(kept.champion).toEqual(free.champion)
  })

  it('goes on where the disk takes none, and says so once', async () => {
    const out = join(base, 'refused')
    const notices: string[] = []
    const training = evolve(flat, { workers: 0, out, onNotice: (line) => notices.push(line) })
    for await (const { generation } of training) if (generation === 1) mkdirSync(join(out, 'snapshots.bin'))
    const { outcome } = await training
    expect(outcome.generations).toBe(40)
    expect(notices.filter((line) => line.includes('snapshots.bin'))).toEqual([
      `${join(out, 'snapshots.bin')}: a folder of that name; training continues without a film`,
      `${out}: champion.json and run.json are written; snapshots.bin ends early: a folder of that name`,
    ])
  })
})
