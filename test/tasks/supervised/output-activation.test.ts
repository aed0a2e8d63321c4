import { describe, expect, it } from 'vitest'
import { type LossName, losses } from '../../../src/model/losses.ts'
import { imageLosses } from '../../../src/tasks/supervised/image.ts'
import { defaultOutputActivation } from '../../../src/tasks/supervised/output-activation.ts'
import { regressionLosses } from '../../../src/tasks/supervised/regression.ts'

describe('defaultOutputActivation', () => {
  it.each(Object.keys(losses) as LossName[])('fits the loss %s', (loss) => {
    const { fits } = losses[loss]
    const kinds = [
      'classification' as const,
      ...(regressionLosses.includes(loss) ? ['regression' as const] : []),
      ...(imageLosses.includes(loss) ? ['image' as const] : []),
    ]
    for (const kind of kinds) {
      const activation = defaultOutputActivation(kind, loss)
      expect(fits === null || fits.includes(activation)).toBe(true)
    }
  })

  it('bounds what tells classes or colours and leaves numbers free', () => {
    expect(defaultOutputActivation('classification', 'mse')).toBe('sigmoid')
    expect(defaultOutputActivation('regression', 'mse')).toBe('linear')
    expect(defaultOutputActivation('image', 'mse')).toBe('sigmoid')
  })
})
