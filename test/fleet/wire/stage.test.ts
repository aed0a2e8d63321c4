import { expect, it } from 'vitest'
import { sha256 } from '../../../src/fleet/wire/parcel.ts'
import { packVectors } from '../../../src/fleet/wire/stage.ts'

it('shared vectors are sent again as they were, though a strategy has gone on with them', () => {
  const mean = new Float64Array(new SharedArrayBuffer(8 * 2000))
  const { blobs } = packVectors({ mean }, 8)
  mean.fill(1)
  for (const [hash, bytes] of blobs) expect(sha256(bytes)).toBe(hash)
  expect(blobs.size).toBeGreaterThan(1)
})
