import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { CompiledTiles } from '../compiled/kernel.ts'
import type { CompiledSteps } from '../compiled/optimisers.ts'
import type { CompiledSamples } from '../compiled/sample-network.ts'
import type { Arithmetic } from '../kernel.ts'

/** A build of the kernels: one instruction set, one arithmetic. */
export interface NativeBuild {
  /** Its number, for `bind`. */
  readonly build: number
  readonly instructionSet: string
  readonly arithmetic: Arithmetic
}

/** The parts of a random stream: seed, purpose, generation, individual, episode, draw. */
export type StreamNumbers = readonly [number, number, number, number, number, number]

/** The kernels on one memory. Addresses are bytes from its start; core/addon.c describes the arguments. */
export interface NativeKernels extends CompiledTiles, CompiledSamples, CompiledSteps {
  loss(
    net: number,
    params: number,
    x: number,
    t: number,
    samples: number,
    loss: number,
    scratch: number,
    half: number,
    sums: number,
  ): void
  gradient(
    net: number,
    params: number,
    x: number,
    t: number,
    samples: number,
    all: number,
    loss: number,
    scratch: number,
    half: number,
    trace: number,
    gradient: number,
    sums: number,
  ): void
  activate(code: number, slope: number, at: number, count: number): void
  fillNormal(out: Float32Array, ...stream: StreamNumbers): void
  fillUniform(out: Float32Array, ...stream: StreamNumbers): void
  addNormals(genes: Float32Array, units: Float32Array, sigma: number, ...stream: StreamNumbers): void
  mix(first: Float32Array, second: Float32Array, weight: number, child: Float32Array): void
  choose(
    first: Float32Array,
    second: Float32Array,
    draws: Float32Array,
    chance: number,
    child: Float32Array,
  ): void
  /** Multiply-adds on registers alone. @returns how many operations that were */
  probe(rounds: number): number
}

/** What the compiled file offers. */
export interface NativeAddon {
  /** Those that this processor supports, fastest first. */
  readonly builds: readonly NativeBuild[]
  bind(memory: Uint8Array, build: number): NativeKernels
}

/** The add-on, or why there is none. */
export type LoadedAddon =
  | { readonly addon: NativeAddon; readonly problem: null }
  | { readonly addon: null; readonly problem: string }

let loaded: LoadedAddon | null = null

/**
 * Loads the compiled kernels, once per thread: those that were built here, else those of the package for this platform.
 * EVOLVE_NATIVE=0 in the environment leaves them out.
 */
export function loadAddon(): LoadedAddon {
  loaded ??= process.env['EVOLVE_NATIVE'] === '0' ? missing('EVOLVE_NATIVE=0 leaves them out') : load()
  return loaded
}

function load(): LoadedAddon {
  const require = createRequire(import.meta.url)
  const problems: string[] = []
  for (const name of ['#native', ...platformPackages()]) {
    let file: string
    try {
      file = require.resolve(name)
      if (!existsSync(file)) continue
    } catch {
      continue
    }
    try {
      return { addon: require(file) as NativeAddon, problem: null }
    } catch (error) {
      problems.push(`${file} does not load: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  return missing(problems[0] ?? `there are none for ${process.platform} ${process.arch}`)
}

function missing(problem: string): LoadedAddon {
  return { addon: null, problem }
}

/** The optional packages that may have the kernels for this platform; npm installs the one that fits. */
function platformPackages(): string[] {
  const { platform, arch } = process
  const name = `evolve-mlp-${platform}-${arch}`
  return platform === 'linux' ? [`${name}-gnu`, `${name}-musl`] : [name]
}
