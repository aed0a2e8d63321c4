import { expect, it } from 'vitest'
import { TrainingProgress } from '../../../src/cli/train/progress.ts'
import { parseConfig } from '../../../src/config/parse.ts'

const config = parseConfig({ task: { kind: 'classification', data: { generate: 'xor' } } })

function heard(quiet: boolean): string {
  let text = ''
  const stream = {
    write(piece: string): void {
      text += piece
    },
  }
  const progress = new TrainingProgress(config, { stdout: stream, stderr: stream, environment: {} }, quiet)
  progress.notice('drawing the film')
  progress.log('a line of a fitness')
  progress.warning('loss.png not written: a full disk')
  progress.end()
  return text
}

it('a quiet training still warns, of pictures that were not written for one', () => {
  expect(heard(true)).toBe('loss.png not written: a full disk\n')
  expect(heard(false)).toBe('drawing the film\n│ a line of a fitness\nloss.png not written: a full disk\n')
})
