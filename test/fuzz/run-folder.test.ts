import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll } from 'vitest'
import { lossPicture } from '../../src/artifacts/loss-curve.ts'
import { readRun } from '../../src/artifacts/read-run.ts'
import { evolve } from '../../src/library/evolve.ts'
import { marks, oddValues } from './edits.ts'
import { fuzz } from './fuzz.ts'

const source = mkdtempSync(join(tmpdir(), 'evolve-fuzz-run-'))
const files = new Map<string, Buffer>()

beforeAll(async () => {
  const out = join(source, 'run')
  await evolve(
    {
      task: { kind: 'classification', data: { generate: 'moons', samples: 20 } },
      network: { hidden: [3] },
      strategy: { population: 4, initial: 1, parents: 2 },
      stop: { generations: 5 },
      finetune: { optimizer: 'adam', epochs: 3 },
      pictures: { film: true },
    },
    { workers: 0, out },
  )
  for (const name of readdirSync(out))
    if (name !== 'checkpoints') files.set(name, readFileSync(join(out, name)))
})

afterAll(() => rmSync(source, { recursive: true, force: true }))

const words = [
  ...['\n', ...marks, 'null', '1e999', '-1', '0', '1e308', '"generation":0,', '\u0000'],
  ...oddValues.map((value) => JSON.stringify(value)),
  ...[Buffer.alloc(4), Buffer.alloc(8, 0xff), Buffer.of(1, 0, 0, 0), Buffer.of(0, 0, 0xc0, 0x7f)],
]

const names = ['snapshots.bin', 'metrics.jsonl', 'run.json', 'config.json', 'champion.json'] as const
type Edited = (bytes: Buffer) => Buffer

/** The edits alone, since the files are there only when the tests run. */
const edits: fc.Arbitrary<Edited> = fc
  .array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(30),
      word: fc.constantFrom(...words).map((word) => Buffer.from(word as string)),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map(
    (list) => (bytes: Buffer) =>
      list.reduce((now, { at, removed, word }) => {
        const start = Math.floor(at * now.length)
        return Buffer.concat([now.subarray(0, start), word, now.subarray(start + removed)])
      }, bytes),
  )

fuzz(
  'reads any run folder or refuses it',
  500,
  fc.tuple(fc.constantFrom(...names), edits),
  ([name, edit], folder) => {
    for (const [each, bytes] of files) writeFileSync(join(folder, each), each === name ? edit(bytes) : bytes)
    readRun(folder)
  },
)

fuzz(
  'draws the curve of any run that it reads',
  20,
  fc.tuple(fc.constantFrom('metrics.jsonl', 'run.json', 'config.json'), edits),
  ([name, edit], folder) => {
    for (const [each, bytes] of files) writeFileSync(join(folder, each), each === name ? edit(bytes) : bytes)
    lossPicture(readRun(folder))
  },
)
