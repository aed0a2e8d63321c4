import { describe, expect, it } from 'vitest'
import { reportHtml } from '../../../src/report/html/page.ts'
import { events, record, reportData } from './sample.ts'

const failure = { kind: 'error', stack: null, seed: 1, generation: 2, individual: 4, genome: [1] } as const
const champion = {
  ...{ generation: 118, individual: 3, violation: 0.5, behaviour: [1, 2], episodes: 100, measured: 120 },
  ...{ train: { fitness: 12.5, metrics: { fuel: 7 } }, validation: null, test: null },
}
const custom = record({
  ...{ network: 'none', parameters: 3, fitnessName: 'score', direction: 'maximize', champion, phases: [] },
  genome: {
    numbers: 3,
    whole: 1,
    bounded: 2,
    bounds: [
      [-2, 2],
      [0, null],
      [null, null],
    ],
  },
  samples: { train: 0, validation: 0, test: 0 },
})
const data = reportData({
  ...{ record: custom, network: null, answers: null, replays: true, folder: 'runs/boxes' },
  genome: { genome: Float64Array.of(0.25, 4, -1.5), names: ['left <b>', 'boxes', 'right'] },
  failures: [
    { ...failure, message: 'too many boxes <i>' },
    { ...failure, message: 'too many boxes <i>' },
    { ...failure, kind: 'deadline', message: 'took more than the deadline of 1 s' },
  ],
  events: events(120),
})
const html = reportHtml(data)

function section(id: string): string {
  return new RegExp(`<section id="${id}".*?</section>`, 's').exec(html)?.[0] ?? ''
}

function words(markup: string): string {
  return markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

describe('the report of a run without a network and without samples', () => {
  it('says what the genome is, in place of a network', () => {
    expect(words(html)).toContain('seed 1 · 3 numbers, 1 of them whole, 2 bounded')
    expect(html).not.toContain('parts of the data')
    expect(words(section('origin'))).toContain('genome 3 numbers, 1 of them whole, 2 bounded')
  })

  it('has the best genome as a table, with bounds where they are known', () => {
    expect(words(section('genome'))).toContain(
      'name value least most left &lt;b&gt; 0.25 -2 2 boxes 4 0 – right -1.5 – –',
    )
  })

  it('has the figures of the champion, and how it was measured', () => {
    const summary = words(section('summary'))
    expect(summary).toContain('measured on 100 fresh episodes')
    expect(summary).toContain('violation of the constraints 0.5000 fuel 7.000 behaviour 1.000, 2.000')
  })

  it('says a fitness that comes without other figures once', () => {
    const { violation: _, behaviour: __, ...plain } = champion
    const alone = { ...plain, train: { fitness: 12.5, metrics: {} } }
    const page = reportHtml({ ...data, record: record({ ...custom, champion: alone }) })
    const [summary = ''] = /<section id="summary".*?<\/section>/s.exec(page) ?? []
    expect(words(summary).match(/\bscore\b/g)).toHaveLength(1)
    expect(summary).toContain('12.50')
  })

  it('has failures by kind with their messages, and the command that replays one', () => {
    const failures = words(section('failures'))
    expect(failures).toContain(
      'error 2 too many boxes &lt;i&gt; 1 deadline 1 took more than the deadline of 1 s 3',
    )
    expect(failures).toContain('evolve replay runs/boxes 1')
  })
})
