import type { Engine } from '../../src/kernels/engine.ts'
import { engines } from '../../src/kernels/index.ts'
import { nativeBuilds, nativeEngine } from '../../src/kernels/native/engine.ts'

const sets = [...new Set(nativeBuilds().map(({ instructionSet }) => instructionSet))]

/** Every engine that a contract holds for: those of the registry, and native for each instruction set of this processor. */
export const testedEngines: readonly (readonly [title: string, engine: Engine])[] = [
  ...Object.entries(engines),
  ...sets.map((set) => [`native (${set})`, nativeEngine(set)] as const),
]

/** The engines that compute here. */
export const ableEngines: typeof testedEngines = testedEngines.filter(
  ([, engine]) => engine.obstacle('strict') === null,
)
