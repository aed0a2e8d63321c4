import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ReferenceKernel } from '../../src/kernels/reference/kernel.ts'
import { WasmKernel } from '../../src/kernels/wasm/kernel.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import type { ActivationName } from '../../src/model/activations.ts'
import type { LossName } from '../../src/model/losses.ts'
import { activation, createTopology } from '../../src/model/topology.ts'

interface Golden {
  readonly sizes: readonly [number, ...number[]]
  readonly slope: number
  readonly rate: number
  readonly parameters: readonly number[]
  readonly inputs: readonly (readonly number[])[]
  readonly cases: readonly {
    readonly hidden: ActivationName
    readonly output: ActivationName
    readonly loss: LossName
    readonly targets: readonly (readonly number[])[]
    readonly gradient: readonly number[]
    readonly losses: readonly number[]
  }[]
}

// Made by `python3 test/golden/kernels/gradient.py`: float64 and automatic differentiation, sharing no code or
// formula of a derivative with the program. The file says how.
const golden = JSON.parse(
  readFileSync(new URL('../golden/kernels/gradient.json', import.meta.url), 'utf8'),
) as Golden

describe.each(golden.cases)(
  '$hidden, $output and $loss',
  ({ hidden, output, loss, targets, ...expected }) => {
    const count = golden.inputs.length
    const [inputs, ...widths] = golden.sizes
    const functions = widths.map((_, i) =>
      activation(i === widths.length - 1 ? output : hidden, golden.slope),
    )
    const arena = Arena.allocate(
      planArena({
        topology: createTopology(inputs, widths, functions),
        rows: 1,
        slots: 1,
        samples: { train: count, validation: 0, test: 0, batch: 0 },
        gradient: true,
      }),
    )
    const region = arena.dataset.load(
      'train',
      count,
      Float32Array.from(golden.inputs.flat()),
      Float32Array.from(targets.flat()),
    )
    const kernels = [new ReferenceKernel(arena), new WasmKernel(arena, 0, 'strict')]

    it.each(kernels)(
      'give the gradient of an independent implementation within 5e-7 ($arithmetic)',
      (kernel) => {
        arena.population.genomes.set(golden.parameters)
        kernel.gradient(arena.population.genomeAt(0), region, loss, arena.workspace.gradientAt(0))
        const gradient = arena.floats(arena.workspace.gradientAt(0), arena.population.length)
        expect(gradient).toHaveLength(expected.gradient.length)
        expected.gradient.forEach((value, p) => {
          expect(Math.abs(gradient[p]! - value)).toBeLessThanOrEqual(5e-7)
        })
      },
    )

    it.each(kernels)(
      'give its losses over ten steps of descent within 5e-7 of each ($arithmetic)',
      (kernel) => {
        arena.population.genomes.set(golden.parameters)
        const gradient = arena.floats(arena.workspace.gradientAt(0), arena.population.length)
        const losses = expected.losses.map(() => {
          const mean = kernel.gradient(
            arena.population.genomeAt(0),
            region,
            loss,
            arena.workspace.gradientAt(0),
          )
          gradient.forEach((slope, p) => {
            arena.population.genomes[p]! -= golden.rate * slope
          })
          return mean
        })
        expect(losses).toHaveLength(10)
        losses.forEach((value, step) => {
          expect(Math.abs(value / expected.losses[step]! - 1)).toBeLessThanOrEqual(5e-7)
        })
        expect(losses[9]).toBeLessThan(losses[0]!)
      },
    )
  },
)
