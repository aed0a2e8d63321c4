import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
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
    w?: number,
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
    fresh: 0 | 1,
    w?: number,
  ): void
  fillNormal(out: Float32Array, ...stream: StreamNumbers): void
  fillUniform(out: Float32Array, ...stream: StreamNumbers): void
  addNormals(genes: Float32Array, units: Float32Array, sigma: number, ...stream: StreamNumbers): void
  perturb(genes: Float32Array, units: Float32Array, sigma: number, noise: Float32Array): void
  perturbAt(
    genes: Float32Array,
    units: Float32Array,
    sigma: number,
    noise: Float32Array,
    loci: Uint32Array,
    count: number,
  ): void
  mix(first: Float32Array, second: Float32Array, weight: number, child: Float32Array): void
  choose(
    first: Float32Array,
    second: Float32Array,
    draws: Float32Array,
    chance: number,
    child: Float32Array,
  ): void
  chooseByBits(first: Float32Array, second: Float32Array, words: Uint32Array, child: Float32Array): void
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
  /** `broken`: there is a file that does not load. */
  | { readonly addon: null; readonly problem: string; readonly broken: boolean }

let loaded: LoadedAddon | null = null

/**
 * Loads the compiled kernels, once per thread: those that were built here, else those of the package for this platform.
 * EVOLVE_NATIVE in the environment names another file; 0 leaves them out.
 */
export function loadAddon(): LoadedAddon {
  loaded ??= load(process.env['EVOLVE_NATIVE'] ?? '')
  return loaded
}

function load(given: string): LoadedAddon {
  if (given === '0') return { addon: null, problem: 'EVOLVE_NATIVE=0 leaves them out', broken: false }
  const require = createRequire(import.meta.url)
  for (const name of given === '' ? ['#native', ...platformPackages()] : [resolve(given)]) {
    const file = fileOf(require, name)
    if (file === null) continue
    try {
      return { addon: require(file) as NativeAddon, problem: null }
    } catch (error) {
      const [why] = (error as Error).message.split('\n')
      return { addon: null, problem: `${file} does not load: ${why}`, broken: true }
    }
  }
  const problem =
    given === '' ? `there are none for ${process.platform} ${process.arch}` : `there is no file ${given}`
  return { addon: null, problem, broken: given !== '' }
}

/** The compiled file of that name; null if there is none. */
function fileOf(require: NodeJS.Require, name: string): string | null {
  try {
    const file = require.resolve(name)
    return existsSync(file) ? file : null
  } catch {
    return null
  }
}

/** The optional packages that may have the kernels for this platform; npm installs the one that fits. */
function platformPackages(): string[] {
  const { platform, arch } = process
  const name = `evolve-mlp-${platform}-${arch}`
  return platform === 'linux' ? [`${name}-gnu`, `${name}-musl`] : [name]
}
