import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRun } from '../../src/artifacts/read-run.ts'
import { type ConfigInput, evolve, InputError, loadModel, resume } from '../../src/index.ts'
import { verifyRun } from '../../src/library/verify.ts'
import type { ClassInput, MemoryInput } from '../../src/tasks/supervised/data/options.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-memory-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const rows = Array.from({ length: 40 }, (_, i) => ({
  x: i % 7 === 3 ? null : ((i * 17) % 40) / 8,
  colour: ['red', 'green', 'blue'][i % 3]!,
  label: (i * 17) % 40 > 20 ? 'large' : 'small',
}))
const data = { rows, target: 'label', missing: 'mean' } satisfies MemoryInput

function configOf(data: ClassInput): ConfigInput {
  return {
    task: { kind: 'classification', data },
    network: { hidden: [3] },
    strategy: { population: 8, initial: 1 },
    stop: { generations: 6 },
    pictures: false,
  }
}

const issueOf = async (call: PromiseLike<unknown>): Promise<string> => {
  try {
    await call
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'nothing was refused'
}

const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8')
const lines = (folder: string): string => read(folder, 'metrics.jsonl').replaceAll(/"timing":\{.*?\}/g, '')

/** A run that its caller ends after two generations. */
async function broken(name: string): Promise<string> {
  const folder = join(root, name)
  for await (const { generation } of evolve(configOf(data), { workers: 0, out: folder }))
    if (generation === 2) break
  return folder
}

describe('a run on data in memory', () => {
  const whole = join(root, 'whole')
  beforeAll(async () => {
    await evolve(configOf(data), { workers: 0, out: whole })
  })

  it('is the run on a file with the same rows', async () => {
    writeFileSync(join(root, 'rows.json'), JSON.stringify(rows))
    const config = configOf(data)
    const folder = join(root, 'file')
    const file = { file: join(root, 'rows.json'), target: 'label', missing: 'mean' } as const
    await evolve({ ...config, task: { kind: 'classification', data: file } }, { workers: 0, out: folder })
    expect(read(whole, 'champion.json')).toBe(read(folder, 'champion.json'))
    expect(lines(whole)).toBe(lines(folder))
  })

  it('reads dates of a program like their texts, in training, prediction and evaluation', async () => {
    const dated = rows.map(({ label }, i) => ({ when: new Date(Date.UTC(2024, 0, 1 + i, i % 24)), label }))
    const texts = dated.map(({ when, label }) => ({ when: when.toISOString(), label }))
    const [folder, other] = [join(root, 'dates'), join(root, 'texts')]
    await evolve(configOf({ rows: dated, target: 'label' }), { workers: 0, out: folder })
    await evolve(configOf({ rows: texts, target: 'label' }), { workers: 0, out: other })
    expect(read(folder, 'champion.json')).toBe(read(other, 'champion.json'))
    expect(read(folder, 'data.json')).toBe(read(other, 'data.json'))
    const model = await loadModel(join(folder, 'champion.json'))
    expect(model.predict({ when: dated[3]!.when })).toEqual(model.predict([texts[3]!.when]))
    expect(model.evaluate(dated)).toEqual(model.evaluate(texts))
    expect(() => model.predict([3])).toThrow(/expected a date, as in training/)
    const again = { ...configOf({ rows: dated, target: 'label' }), from: folder }
    expect((await evolve(again, { workers: 0 })).outcome.champion.fitness).toBeGreaterThan(0)
    const days = dated.map(({ when, label }) => ({ when: when.toISOString().slice(0, 10), label }))
    expect(await issueOf(evolve({ ...configOf({ rows: days, target: 'label' }), from: folder }))).toBe(
      'from: expected the input "when" as dates, found dates with times',
    )
  })

  it('keeps them in its folder, from which it is verified and drawn', async () => {
    expect(JSON.parse(read(whole, 'data.json'))).toEqual({
      x: rows.map(({ x }) => x),
      colour: rows.map(({ colour }) => colour),
      label: rows.map(({ label }) => label),
    })
    const { champion, generations } = await verifyRun(whole, { workers: 0, onNotice() {} })
    expect({ champion, generations }).toEqual({ champion: true, generations: 6 })
    const task = await readRun(whole).task()
    expect(task.supervised?.data.train.count).toBe(32)
  })

  it('is resumed from its folder, or with the same data again if that is gone', async () => {
    const folder = await broken('kept')
    await resume(folder, { workers: 0 })
    expect(read(folder, 'champion.json')).toBe(read(whole, 'champion.json'))

    const bare = await broken('bare')
    rmSync(join(bare, 'data.json'))
    const where = `${bare}/data.json`
    expect(await issueOf(resume(bare, { workers: 0 }))).toBe(
      `${where}: expected the data that the run was given in memory, found no such file; ` +
        'resume(folder, { data }) in a program takes it again',
    )
    const others = { ...data, rows: rows.with(0, { ...rows[1]!, x: 1 }) }
    expect(await issueOf(resume(bare, { workers: 0, data: others }))).toMatch(
      /bare: data: expected the data of the run, with the SHA-256 \w{16}…, found another, with \w{16}…; --force/,
    )
    await resume(bare, { workers: 0, data })
    expect(read(bare, 'champion.json')).toBe(read(whole, 'champion.json'))
    expect(lines(bare)).toBe(lines(whole))
  })

  it('is not resumed with other options, and takes no data if it had none', async () => {
    const folder = await broken('options')
    expect(await issueOf(resume(folder, { workers: 0, data: { ...data, missing: 'drop' } }))).toMatch(
      /task\.data\.missing: expected "mean", as at the start of the run, found "drop"/,
    )
    const { task: _, ...rest } = configOf(data)
    const generated = join(root, 'generated')
    const config = { ...rest, task: { kind: 'classification', data: { generate: 'xor' } } } as const
    await evolve(config, { workers: 0, out: generated })
    expect(await issueOf(resume(generated, { data }))).toBe(
      'options.data: expected no data, since this run was not given any in memory, found some',
    )
  })

  it('says where a row does not fit, and leaves nothing behind', async () => {
    const folder = join(root, 'nothing')
    const wrong = { ...data, rows: rows.with(17, { ...rows[17]!, x: {} as never }) }
    expect(await issueOf(evolve(configOf(wrong), { out: folder }))).toBe(
      'task.data.rows[17].x: expected a number, a text, a date, true, false or null, found an empty mapping',
    )
    expect(() => read(folder, 'run.json')).toThrow('ENOENT')
  })
})

describe('the types of data', () => {
  it('let no kinds be mixed', () => {
    const accept = (..._data: readonly MemoryInput[]): void => {}
    accept(
      { rows, target: 'label' },
      { rows: [[1, 2]], columns: ['a', 'b'], target: 'b' },
      { inputs: new Float32Array(4), width: 2, targets: ['a', 'b'] },
      { inputs: [[1], [2]], targets: Float64Array.of(1, 2) },
    )
    // @ts-expect-error a typed array needs its width
    accept({ inputs: new Float32Array(4), targets: [1, 2] })
    // @ts-expect-error lists have their own width
    accept({ inputs: [[1]], width: 1, targets: [1] })
    // @ts-expect-error records name their columns
    accept({ rows, columns: ['x'], target: 'label' })
    // @ts-expect-error rows need a target
    accept({ rows })
    // @ts-expect-error either rows or inputs
    accept({ rows, target: 'label', inputs: [[1]], targets: [1] })
    // @ts-expect-error a cell is no mapping
    accept({ rows: [{ a: {} }], target: 'a' })
    const { task: _, ...rest } = configOf(data)
    // @ts-expect-error no file beside rows
    const config: ConfigInput = { ...rest, task: { kind: 'regression', data: { ...data, file: 'a.csv' } } }
    expect(config).toBeDefined()
  })
})
