/**
 * Pictures that a reviewer can open: test/golden/report/*.png, drawn from the formula in picture.ts.
 * `UPDATE_GOLDENS=1 npx vitest run test/report` draws them anew; look at them before committing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawComparison } from '../../src/report/comparison.ts'
import { pointsOf } from '../../src/report/curves.ts'
import { drawLossCurve } from '../../src/report/loss-curve.ts'
import { drawNetwork } from '../../src/report/network.ts'
import { drawRepeats } from '../../src/report/repeats.ts'
import { network } from './html/sample.ts'
import { asEpoch, curves, decode, descent, difference, trained } from './picture.ts'

/** 720 pixels wide, to keep the files small. */
const ZOOM = 720 / 960

const PICTURES: readonly (readonly [string, () => Buffer])[] = [
  [
    'loss-curve',
    () =>
      drawLossCurve(
        {
          title: 'penguins',
          subtitle: 'Genetic algorithm, population 200; network 7-16-16-3, tanh; seed 1',
          fitnessLabel: 'Cross-entropy',
          target: 0.02,
          curves: curves(descent(100, 200)),
        },
        ZOOM,
      ),
  ],
  [
    'finetune',
    () =>
      drawLossCurve(
        {
          title: 'circles',
          fitnessLabel: 'Mean Euclidean error',
          curves: curves(
            [
              ...descent(80, 50),
              ...descent(60, 15, 2).map((row) => ({
                ...asEpoch(row, (row.champion / 70) * (1.4 + 0.4 * Math.sin(row.generation * 2.3))),
                phase: 1,
                generation: row.generation + 80,
                evaluations: row.evaluations + 4000,
                champion: row.champion / 70,
                validation: row.validation! / 70,
              })),
            ],
            [trained, { phase: 'finetune', unit: 'epoch', fromEvaluations: 4000, fromGeneration: 80 }],
          ),
        },
        ZOOM,
      ),
  ],
  [
    'repeats',
    () =>
      drawRepeats(
        {
          title: 'circles, five seeds',
          fitnessLabel: 'Mean Euclidean error',
          runs: [1, 2, 3, 4, 5].map((seed) => ({
            label: `seed ${seed}`,
            points: pointsOf(descent(100 + 10 * seed, 50, seed), 'champion'),
          })),
        },
        ZOOM,
      ),
  ],
  [
    'comparison',
    () =>
      drawComparison(
        {
          title: 'circles, three strategies',
          subtitle: '10,000 evaluations each, seeds 1 … 12',
          fitnessLabel: 'Mean Euclidean error',
          xLabel: 'Evaluations →',
          target: 0.04,
          contestants: ['ga', 'adam', 'ga + finetune'].map((label, c) => ({
            label,
            runs: Array.from({ length: 12 }, (_, i) => contender(c, i)),
          })),
        },
        ZOOM,
      ),
  ],
  ['network-small', () => drawNetwork({ ...network([2, 4, 1]), title: 'xor, the champion' }, 1)],
  [
    'network-recurrent',
    () => drawNetwork({ ...network([3, 5, 2], true, true), title: 'memory, the champion' }, 1),
  ],
  ['network-large', () => drawNetwork({ ...network([784, 128, 10]), title: 'digits' }, 0.5)],
]

/** A descent that is steeper and luckier or not by strategy and seed; the last strategy stops at the target. */
function contender(strategy: number, seed: number): { x: number; y: number }[] {
  const luck = 1 + 0.6 * Math.sin(5 * seed + strategy)
  const floor = [0.05, 0.012, 0][strategy]! * luck
  const points = descent(200, 50, seed).map(({ evaluations, champion }) => ({
    x: evaluations,
    y: (champion - 0.03) * Math.exp((-evaluations * luck * [1, 4, 2][strategy]!) / 10_000) + floor,
  }))
  const arrival = points.findIndex(({ y }) => y <= 0.04)
  return strategy < 2 || arrival < 0 ? points : points.slice(0, arrival + 1)
}

test.each(PICTURES)('%s looks as it did, but for 0.5 %% of its pixels', (name, draw) => {
  const file = new URL(`../golden/report/${name}.png`, import.meta.url)
  const actual = draw()
  if (process.env['UPDATE_GOLDENS'] !== undefined) writeFileSync(file, actual)
  expect(existsSync(file), `${file.pathname} is missing`).toBe(true)
  expect(difference(decode(actual), decode(readFileSync(file)), 32)).toBeLessThan(0.005)
})

test('the comparison sees a line that has moved', () => {
  const rows = descent(300, 200)
  const draw = (factor: number): Buffer =>
    drawLossCurve(
      {
        title: 'a',
        fitnessLabel: 'b',
        curves: curves(rows.map((row) => ({ ...row, champion: row.champion * factor }))),
      },
      ZOOM,
    )
  expect(difference(decode(draw(1)), decode(draw(1)), 0)).toBe(0)
  expect(difference(decode(draw(1)), decode(draw(0.6)), 32)).toBeGreaterThan(0.005)
})
