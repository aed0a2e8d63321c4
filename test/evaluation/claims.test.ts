import { expect, it } from 'vitest'
import { Claims } from '../../src/evaluation/claims.ts'
import { claimWords } from '../../src/memory/claims.ts'

function queue(capacity: number): Claims {
  return new Claims(new Int32Array(new SharedArrayBuffer(claimWords(capacity) * 4)))
}

it('a queue hands out every individual once, in chunks', () => {
  const work = queue(10)
  work.fill([0, 1, 2, 3, 4, 5, 6])
  const taken: number[][] = []
  for (let chunk = work.take(3); chunk.length > 0; chunk = work.take(3)) taken.push(Array.from(chunk))
  expect(taken).toEqual([[0, 1, 2], [3, 4, 5], [6]])
})

it('a queue knows what was never begun and what was never finished', () => {
  const work = queue(10)
  work.fill([4, 7, 8, 9])
  for (const individual of work.take(4)) {
    if (individual === 9) break
    work.begin(individual)
    if (individual !== 8) work.finish(individual)
  }
  expect(work.leftovers()).toEqual({ waiting: [9], begun: [8] })
})

it('a queue can be filled again', () => {
  const work = queue(3)
  work.fill([0, 1, 2])
  work.take(3)
  work.fill([1])
  expect(Array.from(work.take(5))).toEqual([1])
  expect(work.take(5)).toHaveLength(0)
})
