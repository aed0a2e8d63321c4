import type { Issue } from '../../errors.ts'
import { compiledOptimisers } from '../compiled/optimisers.ts'
import { CompiledSampleNetwork } from '../compiled/sample-network.ts'
import type { Engine } from '../engine.ts'
import type { Arithmetic } from '../kernel.ts'
import { wasm } from '../wasm/engine.ts'
import { loadAddon, type NativeBuild } from './addon.ts'
import { bindNative } from './bind.ts'
import { NativeKernel } from './kernel.ts'
import { selfTest } from './self-test.ts'
import { nativeVectors } from './vectors.ts'

/**
 * Parameters of a network below which a call into machine code takes longer than the network: single samples of smaller
 * ones pass through WebAssembly, to the same bits.
 */
const leastParameters = 2000

/**
 * Machine code for the instruction sets of this processor.
 * @param instructionSet one of those in `nativeBuilds`, for everything; default: the best one for each arithmetic
 */
export function nativeEngine(instructionSet?: string): Engine {
  const buildOf = (arithmetic: Arithmetic): NativeBuild | undefined =>
    nativeBuilds().find(
      (build) =>
        build.arithmetic === arithmetic &&
        (instructionSet === undefined || build.instructionSet === instructionSet),
    )
  /** @throws RangeError if this machine does not have it */
  const needed = (arithmetic: Arithmetic): NativeBuild => {
    const build = buildOf(arithmetic)
    if (build === undefined)
      throw new RangeError(`native kernels: expected ${arithmetic} arithmetic, found none`)
    return build
  }
  return {
    name: 'native',
    arithmetics: instructionSet === undefined ? ['strict', 'fused'] : arithmeticsOf(instructionSet),
    obstacle(arithmetic) {
      const { problem } = loadAddon()
      if (problem !== null) return without(problem)
      if (buildOf(arithmetic) === undefined) return lacking(arithmetic)
      // Offspring and optimisers are always strict.
      const broken = [needed(arithmetic), needed('strict')].find((build) => !passes(build))
      return broken === undefined ? null : without(failed(broken))
    },
    kernel: (arena, arithmetic, slot) => new NativeKernel(needed(arithmetic), arena, slot),
    sampleNetwork(arena, arithmetic, slot, place = 0) {
      const small = instructionSet === undefined && arena.population.length < leastParameters
      if (small && wasm.obstacle(arithmetic) === null)
        return wasm.sampleNetwork(arena, arithmetic, slot, place)
      return new CompiledSampleNetwork(bindNative(needed(arithmetic), arena.memory), arena, slot, place)
    },
    vectors: ({ memory }) => nativeVectors(bindNative(needed('strict'), memory)),
    optimisers: ({ memory }) => compiledOptimisers(memory, bindNative(needed('strict'), memory)),
  }
}

/** The engine `native`. */
export const native: Engine = nativeEngine()

/** The builds that this processor supports, fastest first; none without compiled kernels. */
export function nativeBuilds(): readonly NativeBuild[] {
  return loadAddon().addon?.builds ?? []
}

function arithmeticsOf(instructionSet: string): Arithmetic[] {
  return nativeBuilds()
    .filter((build) => build.instructionSet === instructionSet)
    .map(({ arithmetic }) => arithmetic)
}

const tested = new Map<number, boolean>()

/** Whether a build computes what the reference does. It is tested once per thread. */
function passes(build: NativeBuild): boolean {
  const known = tested.get(build.build)
  if (known !== undefined) return known
  const result = selfTest(build)
  tested.set(build.build, result)
  return result
}

function failed({ instructionSet, arithmetic }: NativeBuild): string {
  return `those for ${instructionSet}, ${arithmetic}, do not pass their self-test`
}

/** Why native kernels that are there cannot be used; null if nothing is wrong with them. */
export function nativeFault(): string | null {
  const state = loadAddon()
  if (state.addon === null) return state.broken ? state.problem : null
  const broken = state.addon.builds.find(({ build }) => tested.get(build) === false)
  return broken === undefined ? null : failed(broken)
}

function without(problem: string): Issue {
  return { field: 'engine', expected: 'native kernels', found: problem, hint: 'use engine: auto or wasm' }
}

function lacking(arithmetic: Arithmetic): Issue {
  return {
    field: 'arithmetic',
    expected: `native kernels for ${arithmetic} arithmetic`,
    found: 'a processor without fused multiply-add',
    hint: 'use auto or strict',
  }
}
