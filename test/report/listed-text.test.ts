import { expect, it } from 'vitest'
import { agoWords, endWords } from '../../src/report/listed-text.ts'
import { listedRun } from './html/listing/sample.ts'

it('says how a run ended', () => {
  const trainings = { planned: 5, done: 2, contestants: 1 }
  expect([
    endWords(listedRun({ reason: 'target' })),
    endWords(listedRun({ reason: 'another' })),
    endWords(listedRun({ status: 'broken off', resumable: true })),
    endWords(listedRun({ status: 'failed', error: 'no room' })),
    endWords(listedRun({ status: 'running', process: { pid: 3, host: 'h' }, trainings })),
    endWords(listedRun({ reason: null, trainings: { ...trainings, done: 5 } })),
  ]).toEqual([
    ...['target reached', 'another', 'broken off, can be resumed', 'failed: no room'],
    ...['running, process 3, 2 of 5 trainings', '5 of 5 trainings'],
  ])
})

it('says how long ago something was, and a date for what is old', () => {
  const now = new Date('2026-03-01T12:00:00.000Z')
  const ago = (ms: number): string => agoWords(new Date(now.getTime() - ms).toISOString(), now)
  const minute = 60_000
  expect([0, 59_000, minute, 90 * minute, 30 * 60 * minute].map(ago)).toEqual([
    ...['0 s ago', '59 s ago', '1 min ago', '1 h ago', '1 d ago'],
  ])
  // A clock that was set does not tell the future.
  expect(ago(-minute)).toBe('0 s ago')
  expect(ago(60 * 24 * 60 * minute)).toMatch(/^2025-12-31$/)
  expect(agoWords('never', now)).toBe('never')
})
