import { expect, it } from 'vitest'
import { limitedLog } from '../../src/evaluation/console.ts'

it('leaves out lines and letters that are too many, and says how many lines', () => {
  let nowMs = 0
  const lines: string[] = []
  const log = limitedLog(
    (line) => void lines.push(line),
    () => nowMs,
  )
  for (let line = 0; line < 1500; line++) log(`${line}`)
  expect(lines).toHaveLength(1000)
  nowMs = 1000
  log('x'.repeat(5000))
  expect(lines.slice(1000)).toEqual(['… 500 lines left out', `${'x'.repeat(2000)}…`])
})
