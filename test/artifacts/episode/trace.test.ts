import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesOf, picturesOf } from '../../../src/artifacts/drawing/pictures.ts'
import { pagePlace } from '../../../src/artifacts/page-address.ts'
import { prepareReplay } from '../../../src/artifacts/replay.ts'
import { play } from '../../../src/cli/play.ts'
import { evolve } from '../../../src/index.ts'
import { customRun, removeRunsAtEnd, vectorModule } from '../custom-run.ts'
import { drawingHere } from '../draw-here.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-trace-'))
const folder = join(base, 'run')
const header = 'step,time (s),x / 2.4,velocity / 3,angle / 12°,spin / 3,action,reward'
removeRunsAtEnd()
afterAll(() => rmSync(base, { recursive: true, force: true }))
beforeAll(async () => {
  const task = { kind: 'control', environment: 'cart-pole', steps: 60, episodes: 3 } as const
  const config = { task, network: { hidden: [3], recurrent: true }, stop: { generations: 2 } }
  await evolve(config, { workers: 0, out: folder })
})

/** The rows of a CSV below its header. */
function rowsOf(csv: string): number[][] {
  const [first, ...lines] = csv.trimEnd().split('\n')
  expect(first).toBe(header)
  return lines.map((line) => line.split(',').map(Number))
}

const sum = (rows: readonly number[][]): number => rows.reduce((total, row) => total + row.at(-1)!, 0)

async function drawn(run: string, picture: 'trace' | 'report', page?: string) {
  const reply = await drawingHere()({ kind: 'run', picture, ...pagePlace(run, page) })
  return reply.kind === 'drawn'
    ? reply.files.map(({ name, bytes }) => ({ name, text: String(bytes) }))
    : reply
}

async function played(run: string, options: { readonly trace?: string }): Promise<string> {
  let said = ''
  const stdout = {
    write(text: string): void {
      said += text
    },
  }
  await play(run, { episodes: '4', ...options }, { stdout, stderr: stdout, environment: { NO_COLOR: '1' } })
  return said
}

describe("the champion's episode as numbers", () => {
  it('is the first one that counted, and the report links to it', async () => {
    const [file] = (await drawn(folder, 'trace')) as { name: string; text: string }[]
    expect(file!.name).toBe('episode.csv')
    expect(picturesOf('alone').flatMap(filesOf)).toContain('episode.csv')
    expect(picturesOf('many').flatMap(filesOf)).not.toContain('episode.csv')
    const { episodes } = await (await prepareReplay(folder, 'champion', () => {})).play()
    const rows = rowsOf(file!.text)
    expect(sum(rows)).toBe(episodes[0])
    expect(new Set(rows.map((row) => row.at(-2)))).toEqual(new Set([-10, 10]))

    const report = async (page?: string): Promise<string> =>
      ((await drawn(folder, 'report', page)) as { text: string }[])[0]!.text
    expect(await report()).not.toContain('episode.csv')
    writeFileSync(join(folder, 'episode.csv'), file!.text)
    expect(await report()).toContain('<a href="episode.csv">episode.csv</a>')
    const elsewhere = join(base, 'own page', 'r.html')
    expect(await report(elsewhere)).toContain('<a href="../run/episode.csv">episode.csv</a>')
    writeFileSync(join(folder, 'film.gif'), 'GIF89a')
    expect(await report()).toContain('first episode; of a long one the beginning and the end')
  })

  it('is not there for code of the user, which nothing steps but itself', async () => {
    const { folder: own } = await customRun(vectorModule)
    expect(await drawn(own, 'trace')).toEqual([])
    await expect(played(own, { trace: 'e.csv' })).rejects.toThrow(
      `${own}: expected the run of a task whose episodes can be traced, such as control, found one of the task custom`,
    )
  })

  it('is written by `evolve play`, of the first fresh episode', async () => {
    const trace = join(base, 'fresh.csv')
    const said = await played(folder, { trace })
    const found = Number(/reward: mean (\S+),/.exec(said)![1])
    const rows = rowsOf(readFileSync(trace, 'utf8'))
    expect(said).toContain(`\nthe first episode, step by step: ${trace}\n`)
    expect(rows.length).toBe(sum(rows))
    expect(await played(folder, {})).toBe(said.replace(/^the first episode.*\n/m, ''))
    expect(found).toBeGreaterThan(0)
    await expect(played(folder, { trace: 'fresh.txt' })).rejects.toThrow(
      '--trace: expected a file that ends in .csv, found "fresh.txt"',
    )
  })
})
