import { describe, expect, it } from 'vitest'
import { plain } from '../../src/config/mapping.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { applyOverrides, parseOverride, parseOverrides } from '../../src/config/set.ts'
import { messageOf } from './issue-of.ts'

function apply(config: unknown, ...texts: string[]): unknown {
  return plain(applyOverrides(config, texts.map(parseOverride)))
}

describe('--set', () => {
  it.each([
    ['seed=7', { seed: 7 }],
    ['strategy.mutation.sigma=0.2', { strategy: { mutation: { sigma: 0.2 } } }],
    ['network.hidden=[8, 8]', { network: { hidden: [8, 8] } }],
    ['network.init={ weights: he }', { network: { init: { weights: 'he' } } }],
    ['name=a=b', { name: 'a=b' }],
    ['name="7"', { name: '7' }],
    [' stop.target = 0.5', { stop: { target: 0.5 } }],
  ])('puts %j in', (text, result) => {
    expect(apply({}, text)).toEqual(result)
  })

  it('keeps what stands beside, and the config that was given', () => {
    const config = { strategy: { population: 10, elites: 1 }, seed: 1 }
    expect(apply(config, 'strategy.population=20', 'seed=2', 'seed=3')).toEqual({
      strategy: { population: 20, elites: 1 },
      seed: 3,
    })
    expect(config).toEqual({ strategy: { population: 10, elites: 1 }, seed: 1 })
  })

  it('adds a contestant behind the others, whatever its name', () => {
    const task = { kind: 'classification', data: { generate: 'xor' } }
    const config = { compare: { contestants: new Map([['10', {}]]) } }
    const overrides = ['compare.contestants.2={}', 'compare.contestants.constructor.finetune=adam'].map(
      parseOverride,
    )
    const { compare } = parseConfig(applyOverrides({ task, ...config }, overrides))
    expect([...compare!.contestants!.keys()]).toEqual(['10', '2', 'constructor'])
  })

  it('replaces and appends entries of lists', () => {
    const config = { network: { hidden: [1, 2] } }
    expect(apply(config, 'network.hidden.0=5', 'network.hidden[2]=7')).toEqual({
      network: { hidden: [5, 2, 7] },
    })
  })

  it('takes a short form for a mapping with that kind', () => {
    expect(apply({ strategy: { selection: 'rank' } }, 'strategy.selection.pressure=1.5')).toEqual({
      strategy: { selection: { kind: 'rank', pressure: 1.5 } },
    })
  })

  it.each([
    ['seed', '--set "seed": expected key=value, found no "="'],
    ['=1', '--set "=1": expected a dotted path before "=", found ""'],
    ['a..b=1', '--set "a..b=1": expected a dotted path before "=", found "a..b"'],
    ['seed=', '--set "seed=": expected a value after "=", found nothing'],
    ['__proto__.x=1', '--set "__proto__.x=1": expected keys of the config, found "__proto__"'],
    [
      'a.constructor.prototype.x=1',
      '--set "a.constructor.prototype.x=1": expected keys of the config, found "constructor"',
    ],
    ['seed=[1', '--set "seed=[1": expected YAML, found an error: Flow sequence must end with a ]'],
    ['a={b: 1, b: 2}', '--set "a={b: 1, b: 2}": expected each key once, found "b" again'],
    ['network.hidden.9=1', '--set network.hidden.9: expected an index from 0 to 2, found "9"'],
    ['network.hidden.x=1', '--set network.hidden.x: expected an index from 0 to 2, found "x"'],
    ['seed.x=1', '--set seed.x: expected a mapping at "seed", found 1'],
  ])('refuses %j', (text, message) => {
    expect(messageOf(() => apply({ seed: 1, network: { hidden: [1, 2] } }, text))).toBe(message)
  })

  it('removes a key, or an entry of a list, by null', () => {
    const config = { seed: 7, network: { hidden: [1, 2] }, strategy: { selection: 'roulette' } }
    expect(apply(config, 'seed=null')).toEqual({ network: config.network, strategy: config.strategy })
    expect(apply(config, 'network.hidden.0=~', 'seed=null', 'strategy=null')).toEqual({
      network: { hidden: [2] },
    })
    expect(apply(config, 'stop.target=null', 'network.init.scale=null')).toEqual(config)
    expect(apply(config, 'seed=null', 'seed=3')).toEqual({ ...config, seed: 3 })
  })

  it('keeps null where it says that a contestant goes without what the config has', () => {
    expect(apply({}, 'compare.contestants.plain.finetune=null')).toEqual({
      compare: { contestants: { plain: { finetune: null } } },
    })
  })

  it('says all that is wrong with several', () => {
    expect(messageOf(() => parseOverrides(['seed', 'name=x', 'a..b=1']))).toBe(
      '--set "seed": expected key=value, found no "="\n' +
        '--set "a..b=1": expected a dotted path before "=", found "a..b"',
    )
    const misplaced = parseOverrides(['seed.x=1', 'name=x', 'hidden.9=1'])
    expect(messageOf(() => applyOverrides({ seed: 1, hidden: [] }, misplaced))).toBe(
      '--set seed.x: expected a mapping at "seed", found 1\n' +
        '--set hidden.9: expected an index from 0 to 0, found "9"',
    )
    expect(parseOverrides()).toEqual([])
  })

  it('leaves every prototype alone', () => {
    expect(() => apply({}, '__proto__.polluted=1')).toThrow()
    expect(apply({}, 'a={"__proto__": {"polluted": 1}}')).toHaveProperty('a')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
