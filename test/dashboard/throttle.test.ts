import { expect, it } from 'vitest'
import { Throttle } from '../../src/dashboard/throttle.ts'

it('lets something quick be done at its usual pace', () => {
  const throttle = new Throttle(100)
  expect(throttle.dueAt).toBe(Number.NEGATIVE_INFINITY)
  throttle.done(1000, 1001)
  expect(throttle.dueAt).toBe(1100)
})

it('lets something slow take a twentieth of the time', () => {
  const throttle = new Throttle(100)
  throttle.done(1000, 1040)
  expect(throttle.dueAt).toBe(1800)
})

it('lets even the slowest be done every one and a half seconds, unless that is more often than usual', () => {
  const [updates, pictures] = [new Throttle(100), new Throttle(5000)]
  updates.done(1000, 9000)
  pictures.done(1000, 9000)
  expect(updates.dueAt).toBe(2500)
  expect(pictures.dueAt).toBe(6000)
})

it('can be told that something is due at once', () => {
  const throttle = new Throttle(100)
  throttle.done(1000, 1001)
  throttle.reset()
  expect(throttle.dueAt).toBe(Number.NEGATIVE_INFINITY)
})
