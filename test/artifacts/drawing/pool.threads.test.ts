import { afterAll, describe, expect, it } from 'vitest'
import type { DrawRequest } from '../../../src/artifacts/drawing/messages.ts'
import { DrawingPool } from '../../../src/artifacts/drawing/pool.ts'
import { decodePng } from '../../../src/tasks/supervised/image/decode.ts'

const request: DrawRequest = {
  kind: 'repeats',
  curves: { title: 'xor', fitnessLabel: 'mse', runs: [{ label: 'seed 1', points: [{ x: 10, y: 1 }] }] },
}
const pool = new DrawingPool(1)
afterAll(() => pool.close())

describe('processes that draw', () => {
  it('give pictures, one after the other, until they are closed', async () => {
    pool.warm()
    const replies = await Promise.all([pool.draw(request), pool.draw(request)])
    for (const reply of replies) {
      if (reply.kind !== 'drawn') throw new Error(`expected a picture, found ${reply.message}`)
      expect(reply.files.map(({ name }) => name)).toEqual(['repeats.png'])
      expect(decodePng(Buffer.from(reply.files[0]!.bytes), 1e7).width).toBe(1920)
    }
    const late = pool.draw(request)
    pool.close()
    expect(await late).toEqual({ kind: 'lost', message: 'interrupted' })
    expect(await pool.draw(request)).toEqual({ kind: 'lost', message: 'interrupted' })
  })

  it('are ended if they take too long, which costs that picture', async () => {
    const hasty = new DrawingPool(1, 5)
    expect(await hasty.draw(request)).toEqual({ kind: 'lost', message: 'took more than 0.005 s' })
    hasty.close()
  })
})
