import { EvolveError } from '../errors.ts'
import { shortageOf } from '../shortage.ts'
import { type ClaimsArea, viewClaims } from './claims.ts'
import { DatasetArea } from './dataset.ts'
import { type NetworkPlan, writeDescriptor } from './descriptor.ts'
import type { ArenaPlan } from './plan.ts'
import { PopulationArea } from './population.ts'
import { WorkspaceArea } from './workspace.ts'

const page = 65_536

/** One shared memory for coordinator and workers, and the plan of its addresses. */
export class Arena {
  readonly plan: ArenaPlan
  readonly memory: WebAssembly.Memory
  readonly claims: ClaimsArea
  readonly population: PopulationArea
  private readonly datasetArea: DatasetArea | null
  private readonly workspaceArea: WorkspaceArea | null

  constructor(plan: ArenaPlan, memory: WebAssembly.Memory) {
    const { buffer } = memory
    this.plan = plan
    this.memory = memory
    this.claims = viewClaims(plan.claims, buffer)
    this.population = new PopulationArea(plan.population, buffer)
    this.datasetArea = plan.dataset && new DatasetArea(plan.dataset, buffer)
    this.workspaceArea = plan.workspace && new WorkspaceArea(plan.workspace, buffer)
  }

  /**
   * Allocates an arena; it never grows.
   * @throws EvolveError if the machine does not have enough memory
   */
  static allocate(plan: ArenaPlan): Arena {
    const arena = new Arena(plan, allocate(Math.ceil(plan.bytes / page)))
    if (plan.network !== null) writeDescriptor(plan.network, arena.memory.buffer)
    return arena
  }

  /** The network of each genome. Throws RangeError if genomes are not networks; the next two do the same. */
  get network(): NetworkPlan {
    return present(this.plan.network)
  }

  get dataset(): DatasetArea {
    return present(this.datasetArea)
  }

  get workspace(): WorkspaceArea {
    return present(this.workspaceArea)
  }

  /** A view of `length` float32 from byte `at`. */
  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length)
  }
}

function present<T>(part: T | null): T {
  if (part === null) throw new RangeError('arena: expected one with a network, found one without')
  return part
}

function allocate(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  } catch (cause) {
    const size = `${((pages * page) / 2 ** 30).toFixed(2)} GiB`
    const expected = `expected ${size} of memory for population and data, found less`
    const cure = shortageOf(cause)?.message ?? 'use a smaller population or less data'
    throw new EvolveError('run', `${expected}: ${cure}`, { cause })
  }
}
