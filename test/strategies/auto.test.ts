import { describe, expect, it } from 'vitest'
import { type SearchFacts, strategyFor } from '../../src/strategies/auto.ts'

const facts: SearchFacts = {
  length: 10,
  isNetwork: false,
  hasWholeNumbers: false,
  isNoisy: false,
  budget: null,
}

describe('the strategy for a search', () => {
  it.each<[string, Partial<SearchFacts>, string]>([
    ['a small network', { isNetwork: true, length: 300 }, 'cr-fm-nes'],
    ['a small network on batches', { isNetwork: true, length: 300, isNoisy: true }, 'cr-fm-nes'],
    ['a network of 500 weights', { isNetwork: true, length: 500, budget: 1e9 }, 'cr-fm-nes'],
    ['a network of 501 weights', { isNetwork: true, length: 501, budget: 5000 }, 'ga'],
    ['the same with a small budget', { isNetwork: true, length: 501, budget: 4999 }, 'cr-fm-nes'],
    ['the same on batches', { isNetwork: true, length: 1000, isNoisy: true, budget: 1e9 }, 'cr-fm-nes'],
    ['a large network', { isNetwork: true, length: 1001 }, 'ga'],
    ['a large network with a small budget', { isNetwork: true, length: 1001, budget: 1999 }, 'sep-cma-es'],
    ['few numbers', {}, 'cma-es'],
    ['few numbers with a small budget', { budget: 999 }, 'cr-fm-nes'],
    ['numbers whose covariances the budget does not cover', { length: 32 }, 'cr-fm-nes'],
    ['the same with more of it', { length: 32, budget: 10_240 }, 'cma-es'],
    ['many numbers', { length: 201, budget: 1e9 }, 'cr-fm-nes'],
    ['many numbers with a small budget', { length: 201, budget: 2010 }, 'openai-es'],
    ['numbers with noise', { isNoisy: true }, 'cr-fm-nes'],
    ['whole numbers', { hasWholeNumbers: true }, 'ga'],
    ['whole numbers with a small budget', { hasWholeNumbers: true, budget: 4999 }, 'cr-fm-nes'],
  ])('for %s', (_, given, kind) => {
    expect(strategyFor({ ...facts, ...given }).kind).toBe(kind)
  })

  it('comes with a reason', () => {
    expect(strategyFor({ ...facts, length: 1200, budget: 20_000 }).why).toBe(
      '1,200 genes and a budget of about 20,000 individuals; above 200 genes, it does best with more than 10 individuals a gene',
    )
    expect(strategyFor(facts).why).toBe(
      '10 genes and an open budget; that is enough to learn how all genes depend on each other',
    )
  })
})
