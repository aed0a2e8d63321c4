import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { ReportData } from '../../../src/report/html/data.ts'
import { reportHtml } from '../../../src/report/html/page.ts'
import { event, events, network, record, reportData } from './sample.ts'

/** The content of the section of that id; undefined where there is none. */
function section(html: string, id: string): string | undefined {
  return new RegExp(`<section id="${id}"[^>]*>(.*?)</section>`, 's').exec(html)?.[1]
}

/** What a reader sees of a piece of markup. */
function words(markup: string | undefined): string {
  return (markup ?? '')
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

describe('a report', () => {
  it('says how the run ended, what its champion is worth and what it took', () => {
    const html = reportHtml(reportData())
    const summary = words(section(html, 'summary'))
    expect(summary).toContain('All generations were done. The champion is of generation 118.')
    for (const figure of [
      '97.5 % accuracy, validation',
      '0.03210 cross-entropy',
      '6,000 evaluations',
      '2.4 s',
    ]) {
      expect(summary).toContain(figure)
    }
    expect(words(section(html, 'answers'))).toContain('83.3 % of 6 samples classified correctly')
    expect(words(section(html, 'failures'))).toContain('3 individuals in 1 generation could not be scored')
    expect(words(section(html, 'workers'))).toContain('60.0 % of the time, from 40.0 % to 80.0 %')
    expect(words(section(html, 'notes'))).toContain('10 of 344 rows left out')
    expect(words(section(html, 'origin'))).toContain('runs/penguins')
    expect(parse(/<code>(.*?)<\/code>/s.exec(section(html, 'config')!)![1]!)).toEqual(reportData().config)
  })

  it('shows fitness on a log scale where less is better, else on a linear one', () => {
    const chosen = (direction: 'minimize' | 'maximize'): string | undefined => {
      const html = reportHtml(reportData({ record: record({ direction }) }))
      return /name="scale-fitness" value="(\w+)" checked/.exec(html)?.[1]
    }
    expect([chosen('minimize'), chosen('maximize')]).toEqual(['log', 'linear'])
  })

  it('shows before and after fine-tuning', () => {
    const [before] = record().phases
    const score = { fitness: 0.001, metrics: { accuracy: 1 } }
    const after = { generation: 130, train: score, validation: score, test: null }
    const tuned = { ...before!, phase: 'finetune', generations: 12, champion: after } as const
    const tail = [121, 122].map((generation) => ({
      ...event(generation),
      phase: 'finetune' as const,
      unit: 'epoch' as const,
      phaseStart: { generation: 120, evaluations: 6000 },
    }))
    const html = reportHtml(
      reportData({
        record: record({ champion: after, phases: [before!, tuned] }),
        events: [...events(120), ...tail],
      }),
    )
    const summary = words(section(html, 'summary'))
    expect(summary).toContain('0.03210 → 0.001000')
    expect(summary).toContain('97.5 % → 100 %')
    expect(summary).toContain('fine-tuning: 12 epochs')
    expect(summary).toContain('The champion is of fine-tuning epoch 10.')
    expect(words(section(html, 'curves'))).toContain('cross-entropy while fine-tuning')
  })

  it('leaves out what there is not', () => {
    const quiet = events(5).map((one) => {
      const { busyMs: _, ...timing } = one.timing
      return { ...one, timing, failures: 0 }
    })
    const html = reportHtml(
      reportData({ events: quiet, network: null, answers: null, record: record({ notes: [] }) }),
    )
    for (const id of ['pictures', 'answers', 'network', 'workers', 'notes']) {
      expect(section(html, id), id).toBeUndefined()
      expect(html).not.toContain(`href="#${id}"`)
    }
    expect(words(section(html, 'failures'))).toContain('None: every individual could be scored.')
  })

  it('tells of a run that goes on, of one that has not begun, and of one that failed', () => {
    const running = record({ status: 'running', champion: null, phases: [], endedAt: null, reason: null })
    const going = words(
      reportHtml(reportData({ record: { ...running, generations: 0 }, events: events(12) })),
    )
    expect(going).toContain('had not ended when this was written: 12 generations so far')
    expect(going).toContain('cross-entropy, best so far')
    const empty = reportData({ record: running, events: [], network: null, answers: null })
    expect(words(reportHtml(empty))).toContain('There is no generation yet.')
    const failed = record({
      status: 'failed',
      champion: null,
      phases: [],
      reason: null,
      error: 'out <of> memory',
    })
    expect(reportHtml(reportData({ record: failed }))).toContain('out &lt;of&gt; memory')
    const stacked = reportHtml(reportData({ record: { ...failed, error: 'too bad\n  at once' } }))
    expect(words(section(stacked, 'summary'))).not.toContain('at once')
    expect(section(stacked, 'failures')).toContain('too bad\n  at once')
    const none = events(3).map((one) => ({
      ...one,
      ...{ champion: null, best: null, median: null, spread: null, validation: null },
    }))
    const valueless = reportHtml(reportData({ record: failed, events: none }))
    expect(valueless).toMatch(/value="linear" checked/)
  })

  it('draws what was predicted against what is true', () => {
    const answers: ReportData['answers'] = {
      kind: 'numbers',
      names: ['a', 'b'],
      parts: [
        { part: 'train', truth: Array.from({ length: 9000 }, (_, i) => i), answer: Array(9000).fill(4000) },
        { part: 'test', truth: [1, 10, 2, 20, 3, 30], answer: [1, 10, 2, 22, 3, Number.NaN] },
      ],
    }
    const content = section(reportHtml(reportData({ answers })), 'answers')!
    expect([...content.matchAll(/<figure class="square">/g)]).toHaveLength(2)
    expect([...content.matchAll(/<circle class="test"/g)]).toHaveLength(5)
    expect(words(content)).toContain('a : r² 1.00 on test')
    expect(words(content)).toContain('1,203 points of 4,503')
  })

  it('allows itself its own style and script, and nothing from anywhere', () => {
    const html = reportHtml(reportData({ pictures: [picture] }))
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!.replaceAll('&#39;', "'")
    const digest = (content: string): string => createHash('sha256').update(content).digest('base64')
    const style = /<style>(.*?)<\/style>/s.exec(html)![1]!
    const script = /<script>(.*?)<\/script>/s.exec(html)![1]!
    expect(policy).toBe(
      `default-src 'none'; img-src data:; style-src 'sha256-${digest(style)}'; ` +
        `script-src 'sha256-${digest(script)}'; base-uri 'none'; form-action 'none'`,
    )
    expect(html).not.toMatch(/(src|href|srcset)="(?!data:|#)/)
    expect(html).not.toMatch(/ style="| on\w+="/)
    expect(html).toContain(`src="data:image/gif;base64,${Buffer.from('gif').toString('base64')}"`)
    expect(html).toContain('media="(prefers-reduced-motion: reduce)" srcset="data:image/png;base64,')
  })

  it('explains biases only of a network that has some', () => {
    const biases = 'bias, in the same colours'
    expect(reportHtml(reportData({ network: network([2, 3, 1]) }))).toContain(biases)
    const without = network([2, 3, 1], true, false, false)
    expect(reportHtml(reportData({ network: without }))).not.toContain(biases)
  })

  it('explains the arcs of a recurrent network, and only of one', () => {
    const arcs = '<li>arc: weight of an output in the step before</li>'
    expect(reportHtml(reportData({ network: network([2, 3, 1], true, true) }))).toContain(arcs)
    expect(reportHtml(reportData({ network: network([2, 3, 1]) }))).not.toContain(arcs)
  })

  it('is of a sane size for a hundred thousand generations, and still ends where the run does', () => {
    const rough = events(100_000).map((one, i) => ({
      ...one,
      median: one.median! * (1 + 0.5 * Math.sin(i * i)),
      validation: one.validation! * (1 + 0.2 * Math.sin(3 * i)),
      strategy: { sigma: Math.abs(Math.sin(i)), rate: Math.cos(i * 7) },
    }))
    const html = reportHtml(reportData({ events: rough, network: network([784, 128, 10]) }))
    expect(html.length).toBeLessThan(1_500_000)
    expect(html).toContain('generation 100,000, 5,000,000 evaluations: best 0.02')
  })

  it('makes no markup and no script of what users write', () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror="a">'\u2028\u202e<!--`
    const html = reportHtml(
      reportData({
        folder: evil,
        config: { [evil]: evil },
        record: record({
          ...{ name: evil, notes: [evil], network: evil, error: evil, versions: { [evil]: evil } },
          fitnessName: evil,
        }),
        network: { ...network([1, 1]), inputs: [evil], outputs: [evil] },
        answers: {
          kind: 'classes',
          target: evil,
          names: [evil, '`'],
          parts: [{ part: 'test', truth: [0, 1], chosen: [0, 0] }],
        },
        events: events(9).map((one) => ({ ...one, strategy: { [evil]: 1 } })),
        pictures: [{ ...picture, name: evil, caption: evil, description: evil }],
        remarks: [evil],
      }),
    )
    expect(html).not.toContain('<img src=x')
    expect(html).not.toContain('<!--')
    expect(html).not.toContain('onerror="')
    // One script for every chart's data, and ours.
    const charts = [...html.matchAll(/<figure class="chart/g)].length
    expect([...html.matchAll(/<script/g)]).toHaveLength(charts + 1)
    expect([...html.matchAll(/<\/script/g)]).toHaveLength(charts + 1)
  })
})

const picture: ReportData['pictures'][number] = {
  name: 'film.gif',
  type: 'image/gif',
  caption: 'film',
  description: 'a film',
  bytes: Buffer.from('gif'),
  still: Buffer.from('png'),
}
