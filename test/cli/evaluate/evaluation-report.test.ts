import { describe, expect, it } from 'vitest'
import { evaluationReport } from '../../../src/cli/evaluate/evaluation-report.ts'
import { PLAIN } from '../../../src/cli/terminal/paint.ts'

describe('an evaluation as text', () => {
  it('lists classes in their natural order, with their own counts', () => {
    const figures = { precision: 1, recall: 1, f1: 1 }
    const classes = ['c1', 'c10', 'c2'].map((name, k) => ({ name, ...figures, support: [3, 4, 5][k]! }))
    const confusion = [
      [3, 0, 0],
      [0, 1, 3],
      [5, 0, 0],
    ]
    const text = evaluationReport(
      {
        ...{ kind: 'classes', target: 'k', samples: 12, loss: { name: 'mse', value: 1 }, notes: [] },
        ...{ accuracy: 1 / 3, balancedAccuracy: 0.5, macro: figures, weighted: figures, classes, confusion },
      },
      PLAIN,
    )
    const rows = text.split('\n').filter((line) => /^c\d/.test(line))
    expect(rows.map((row) => row.split(/ +/))).toEqual([
      ...[
        ['c1', '1.0000', '1.0000', '1.0000', '3'],
        ['c2', '1.0000', '1.0000', '1.0000', '5'],
        ['c10', '1.0000', '1.0000', '1.0000', '4'],
      ],
      ...[
        ['c1', '3', '0', '0'],
        ['c2', '5', '0', '0'],
        ['c10', '0', '3', '1'],
      ],
    ])
  })
})
