import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readMetrics } from '../../src/artifacts/read-metrics.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { MetricsLines } from '../../src/run/folder/metrics-lines.ts'
import { event } from '../report/html/sample.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-metrics-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
const config = parseConfig({ task: { kind: 'classification', data: { generate: 'moons' } } })

function read(lines: readonly (object | string)[], torn = '') {
  const file = join(base, 'metrics.jsonl')
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  writeFileSync(file, texts.map((text) => `${text}\n`).join('') + torn)
  return readMetrics(file, config)
}

const events = Array.from({ length: 10 }, (_, i) => event(i + 1))

describe('the metrics of a run', () => {
  it('are read as they were written, with gaps', () => {
    const lines = new MetricsLines(4)
    const written = [...events.flatMap((one) => lines.take(one, 1)), ...lines.end()]
    expect(written.map(({ generation }) => generation)).toEqual([1, 4, 8, 10])
    expect(read(written)).toEqual(written)
  })

  it('are read from folders whose lines have no digest', () => {
    expect(read(events)).toEqual(events)
  })

  it('lack the incomplete last line of a run that goes on', () => {
    expect(read(events, '{"phase":"tr')).toEqual(events)
    expect(read([], JSON.stringify(event(1)))).toEqual([])
  })

  it.each<[string, string | object, string]>([
    ['is no JSON', '{"phase":"tr', 'a generation, found "{\\"phase\\":\\"tr"'],
    ['is no generation', '{}', 'a generation, found "{}"'],
    ['is empty', '', 'a generation, found ""'],
    ['is of an earlier generation', event(2), 'a generation after 2, found 2'],
  ])('name a line in the middle that %s', (_, line, words) => {
    const file = join(base, 'metrics.jsonl')
    expect(() => read([event(1), event(2), line, event(4)])).toThrow(`${file}: line 3: expected ${words}`)
  })

  it('are thinned to what pictures can show', () => {
    const many = read(Array.from({ length: 9000 }, (_, i) => event(i + 1)))
    expect(many.length).toBeGreaterThan(2000)
    expect(many.length).toBeLessThan(9000)
    expect([many[0]!.generation, many.at(-1)!.generation]).toEqual([1, 9000])
  })
})
