import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { type JsonSchema, type Place, places } from '../../src/config/places.ts'

const reference = readFileSync(new URL('../../docs/config.md', import.meta.url), 'utf8')
const everywhere = places(configJsonSchema())

/** What stands under the heading of a mapping, or of several that are alike. */
function sectionOf(parent: string): string {
  const section = reference.split('\n## ').find((text) => {
    const heading = text.split('\n')[0]!
    return parent === '' ? heading === 'Top level' : heading.split(', ').includes(`\`${parent}\``)
  })
  if (section === undefined) throw new Error(`expected a section on ${parent} in docs/config.md, found none`)
  return section
}

/** The cells of every table row under the heading of a mapping. */
function rows(parent: string): string[][] {
  const section = sectionOf(parent)
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim())
      .slice(1, -1),
  )
}

function title({ parent, key, variant, schema }: Place): string {
  return `${[parent, key].filter((part) => part !== '').join('.')} of ${variant ?? 'all'}, default ${JSON.stringify(schema.default)}`
}

/** A default as the reference writes it; undefined where it describes it in words. */
function written({ default: value }: JsonSchema): string | undefined {
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value)))
    return undefined
  return Array.isArray(value) ? `\`[${value.join(', ')}]\`` : `\`${value}\``
}

describe('docs/config.md', () => {
  const [kinds, keys] = [true, false].map((teller) =>
    everywhere.filter((place) => teller === (place.variant?.startsWith(`${place.key} `) ?? false)),
  ) as [Place[], Place[]]

  it.each([...new Map(keys.map((place) => [title(place), place]))])('tells of %s', (_, place) => {
    const name = place.variant?.split(' ')[1]
    const here = rows(place.parent).filter(
      (cells) =>
        cells.includes(`\`${place.key}\``) &&
        (name === undefined || cells[0] === 'all' || cells[0]!.includes(`\`${name}\``)),
    )
    expect(here).not.toEqual([])
    const value = written(place.schema)
    if (value !== undefined) expect(here.map((cells) => cells.includes(value))).toContain(true)
  })

  it.each(kinds.map(({ parent, variant }) => [parent, variant!.split(' ')[1]!]))(
    'tells of %s: %s',
    (parent, name) => {
      expect(sectionOf(parent)).toContain(`\`${name}\``)
    },
  )

  it('mentions no key that there is not', () => {
    for (const parent of new Set(everywhere.map((place) => place.parent))) {
      const known = new Set(
        everywhere.filter((place) => place.parent === parent).map(({ key }) => `\`${key}\``),
      )
      const [header, , ...body] = rows(parent)
      const column = header!.indexOf('key')
      if (column === -1) continue
      for (const cells of body) if (/^`/.test(cells[column]!)) expect(known).toContain(cells[column])
    }
  })

  it('begins with a config that works', () => {
    const example = /```yaml\n(.*?)```/s.exec(reference)![1]!
    expect(parseConfig(parse(example))).toMatchObject({
      name: 'penguins',
      strategy: { mutation: { sigma: 0.5 } },
    })
  })
})

describe('configJsonSchema', () => {
  it('describes every key', () => {
    const bare = everywhere.filter(
      ({ key, schema }) => key !== 'kind' && key !== 'generate' && !schema.description,
    )
    expect(bare.map(title)).toEqual([])
  })

  it('gives only defaults that a config may hold', () => {
    const task = { kind: 'classification', data: { generate: 'xor' } }
    const strategy = everywhere.filter(
      ({ parent, variant }) => parent === 'strategy' && variant === 'kind ga',
    )
    const defaults = Object.fromEntries(strategy.map(({ key, schema }) => [key, schema.default]))
    expect(parseConfig({ task, strategy: defaults })).toEqual(parseConfig({ task }))
  })

  it('allows the short forms', () => {
    const selection = everywhere.find(
      ({ parent, key }) => parent === 'strategy' && key === 'selection',
    )!.schema
    const short = selection.anyOf!.flatMap((choice) => choice.enum ?? [])
    expect(short).toEqual(['truncation', 'tournament', 'roulette', 'linear-rank', 'stochastic-universal'])
    const activation = everywhere.find(
      ({ parent, key }) => parent === 'network' && key === 'activation',
    )!.schema
    expect(activation.anyOf!.flatMap((choice) => choice.enum ?? [])).toContain('tanh')
  })

  it('allows contestants by name, or in a list with names', () => {
    const { schema } = everywhere.find(({ parent, key }) => parent === 'compare' && key === 'contestants')!
    expect(schema.anyOf).toEqual([
      expect.objectContaining({ additionalProperties: expect.objectContaining({ type: 'object' }) }),
      { type: 'array', items: { type: 'object', required: ['name'] } },
    ])
  })

  it('is plain JSON that refuses unknown keys', () => {
    const schema = configJsonSchema()
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
    expect(schema).toMatchObject({ type: 'object', required: ['task'], additionalProperties: false })
  })
})
