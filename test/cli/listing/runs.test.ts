import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type RunsOptions, runs } from '../../../src/cli/listing/runs.ts'
import { runsTable } from '../../../src/cli/listing/runs-table.ts'
import { listedRun } from '../../report/html/listing/sample.ts'
import { event, record } from '../../report/html/sample.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-runs-'))
afterAll(() => rmSync(root, { recursive: true }))

const now = new Date('2026-01-01T02:00:10.000Z')
const several = { planned: 6, done: 2, contestants: 2 }
const listed = [
  listedRun({ name: 'going', status: 'running', process: { pid: 12, host: 'here' }, validation: null }),
  listedRun({ name: 'cmp', kind: 'compare', status: 'interrupted', resumable: true, trainings: several }),
  listedRun({ name: 'x\u001b', status: 'damaged', error: 'y', startedAt: null, seed: null, fitness: null }),
]

describe('the table of runs', () => {
  it('has a row for each, with how it ended', () => {
    const lines = runsTable(listed, 'runs', now).split('\n')
    expect(lines[0]).toMatch(/^name +when +task +strategy +fitness +champion +validation +.* seed {2}ended$/)
    expect(lines[1]).toMatch(
      /^going +2 h ago +classification +ga +cross-entropy +0\.03210 +- .* running, process 12$/,
    )
    expect(lines[2]).toMatch(/ best of 2: ga .* 1 … 3 {2}stopped, 2 of 6 trainings, can be resumed$/)
    expect(lines[3]).toMatch(/^x\\u001b +- .* damaged: y$/)
    expect(runsTable([], 'runs', now)).toBe('no runs in runs\n')
  })

  it('leaves columns out on a narrow terminal, and says which', () => {
    const text = runsTable(listed, 'runs', now, 90)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(90)
    expect(text).toContain('running, process 12')
    expect(text).toContain('left out for want of room: evaluations, time, seed,')
  })
})

/** What the command prints. */
function printed(dir: string, options: RunsOptions): string {
  let text = ''
  const stdout = {
    write(more: string): void {
      text += more
    },
  }
  runs(dir, options, { stdout, stderr: stdout, environment: {} })
  return text
}

describe('evolve runs', () => {
  const dir = join(root, 'a & b')
  mkdirSync(join(dir, '<run>'), { recursive: true })
  writeFileSync(join(dir, '<run>', 'run.json'), JSON.stringify(record()))
  writeFileSync(
    join(dir, '<run>', 'metrics.jsonl'),
    [1, 2, 3].map((generation) => `${JSON.stringify(event(generation))}\n`).join(''),
  )

  it('prints a table, or data', () => {
    expect(printed(dir, {})).toMatch(/^<run> /m)
    expect(JSON.parse(printed(dir, { json: true }))).toMatchObject([{ name: '<run>', fitness: 0.0321 }])
  })

  it('writes a page on request, again and again, but not over a file of others', () => {
    const file = join(dir, 'index.html')
    for (const _ of [1, 2]) expect(printed(dir, { html: true })).toContain(`written to ${file}\n`)
    const html = readFileSync(file, 'utf8')
    expect(html).toContain('<a href="%3Crun%3E/"><bdi>&lt;run&gt;</bdi></a>')
    expect(html).toMatch(/<svg class="spark"[^>]*><path d="M[\d.,LMZ-]+"><\/path><\/svg>/)
    writeFileSync(file, '<html>mine</html>')
    expect(() => printed(dir, { html: true })).toThrow(
      `${file}: expected no file, or one that evolve runs has written, found another one; move it away`,
    )
    expect(readFileSync(file, 'utf8')).toBe('<html>mine</html>')
  })
})
