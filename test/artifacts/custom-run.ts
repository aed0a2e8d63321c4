import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { evolve } from '../../src/index.ts'
import type { Run } from '../../src/library/training.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-custom-'))

/** Removes the runs at the end of a test file. Files share processes and this module, so each of them asks for it. */
export function removeRunsAtEnd(): void {
  afterAll(() => rmSync(base, { recursive: true, force: true }))
}

/** A fitness of three named numbers: bounded ones, a whole one, and some that fail. */
export const vectorModule = `
import { square } from './square.mjs'
export default {
  genome: { length: 3, lower: [-2, 0, -Infinity], upper: [2, 9, Infinity], integer: [false, true, false],
    names: ['left', 'boxes', 'right'] },
  direction: 'minimize',
  fitnessName: 'cost',
  evaluate(genome, context) {
    if (genome[1] === 7) throw new Error('seven boxes do not fit')
    if (genome[1] === 8) return NaN
    return { fitness: square(genome[0]) + genome[1] + square(genome[2] - 1), metrics: { boxes: genome[1] },
      behaviour: [genome[0]], constraints: [genome[0] - 1] }
  },
}
`
const helper = 'export const square = (x) => x * x\n'

/** A noisy fitness of a network, over two episodes, which draws three frames. */
export const noisyModule = `
export default {
  inputs: 1, outputs: 1, direction: 'maximize',
  evaluate(network, context) {
    const x = context.random.normal()
    const [y] = network.forward([x])
    context.report({ generation: context.generation })
    return -Math.abs(y - x / 4)
  },
  draw(frame, network, context) {
    if (frame === 3) return null
    const y = network.forward([frame])[0]
    return { width: 40, height: 20, shapes: [{ kind: 'circle', x: 10 + 10 * frame, y: 10 + 4 * y, radius: 3, fill: '#cc2200' }] }
  },
}
`

/** A finished run of a module, and the folder that its files are in. */
export interface CustomRun {
  readonly home: string
  readonly folder: string
  readonly run: Run
}

/** Trains with a module for some generations, with a folder. */
export async function customRun(
  source: string,
  options: { readonly task?: object; readonly workers?: number; readonly pictures?: object } = {},
): Promise<CustomRun> {
  mkdirSync(base, { recursive: true })
  const home = mkdtempSync(join(base, 'run-'))
  writeFileSync(join(home, 'fitness.mjs'), source)
  writeFileSync(join(home, 'square.mjs'), helper)
  const folder = join(home, 'run')
  const run = await evolve(
    {
      task: { kind: 'custom', module: 'fitness.mjs', ...options.task },
      network: { hidden: [3] },
      strategy: { kind: 'ga', population: 20 },
      stop: { generations: 4 },
      ...(options.pictures && { pictures: options.pictures }),
    },
    { workers: options.workers ?? 0, directory: home, out: folder },
  )
  return { home, folder, run }
}
