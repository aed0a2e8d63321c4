import { InputError } from '../errors.ts'
import { parameterCount, shapeText, type Topology } from '../model/topology.ts'
import { type GenomeType, geneBytes } from '../random/genome.ts'
import { Addresses } from './addresses.ts'
import { type ClaimsPlan, planClaims } from './claims.ts'
import { type DatasetPlan, type DatasetSize, planDataset } from './dataset.ts'
import { type NetworkPlan, planNetwork } from './descriptor.ts'
import { type PopulationPlan, planPopulation } from './population.ts'
import { planWorkspace, type WorkspacePlan } from './workspace.ts'

/** All addresses in the arena, by owner, in bytes. It is plain data, to send to workers. */
export interface ArenaPlan {
  /** The number of threads that work on it at once, each with its own slot; the last slot is the coordinator's. */
  readonly slots: number
  readonly claims: ClaimsPlan
  readonly population: PopulationPlan
  /** Null if genomes are not networks, like the next two fields. */
  readonly network: NetworkPlan | null
  readonly dataset: DatasetPlan | null
  readonly workspace: WorkspacePlan | null
  readonly bytes: number
}

/** The sizes that a plan is made from. */
export type ArenaSize = NetworkSize | VectorSize

/** Genomes that are networks: float32, with samples to score them on. */
export interface NetworkSize {
  readonly topology: Topology
  /** N */
  readonly rows: number
  /** How many of their genomes are in memory at a time; default N. */
  readonly resident?: number
  readonly slots: number
  readonly samples: DatasetSize['samples']
  /** Make room for `Kernel.gradient` and a learner in every slot; default false. */
  readonly gradient?: boolean
  /** B, the maximum size of a minibatch from the training part; default 0 for no minibatches. */
  readonly minibatch?: number
  /** Make room for a weight beside each sample; default false. */
  readonly weighted?: boolean
  /** R, the number of individuals per generation that learn; default 0. */
  readonly learned?: number
  /** Make room for a genome beside the population in every slot; default false. */
  readonly spares?: boolean
  /** The number of networks that a slot computes sample by sample, each in a place of its own; default 0. */
  readonly sampleNetworks?: number
}

/** Genomes that are plain vectors of numbers. */
export interface VectorSize {
  readonly topology: null
  readonly type: GenomeType
  /** P */
  readonly length: number
  /** N */
  readonly rows: number
  /** How many of their genomes are in memory at a time; default N. */
  readonly resident?: number
  readonly slots: number
  /** Make room for a genome beside the population in every slot; default false. */
  readonly spares?: boolean
}

/** Where a whole first generation would take more, only a part of it is in memory at a time, in bytes. */
const smallSlab: number = 16 * 2 ** 20

/**
 * How many genomes to hold for generations of at most `later` individuals, the first of which may have more.
 * @param type of a gene; networks have float32
 */
export function residentRows(
  { rows, later }: { readonly rows: number; readonly later: number },
  length: number,
  type: GenomeType,
): number {
  const small = Math.floor(smallSlab / (length * geneBytes[type]))
  return Math.min(rows, Math.max(later, small))
}

/** The maximum size of a WebAssembly memory: 65,536 pages of 64 KiB. */
const largestArena: number = 2 ** 32

/**
 * Lays out an arena without allocating anything.
 * @throws InputError with the sizes if the plan does not fit in 4 GiB
 */
export function planArena(size: ArenaSize): ArenaPlan {
  const addresses = new Addresses()
  const plan = {
    slots: size.slots,
    claims: planClaims(size.rows, addresses),
    population: planPopulation(populationSize(size), addresses),
    ...(size.topology === null ? noNetwork : planNetworks(size, addresses)),
    bytes: addresses.bytes,
  }
  if (!(plan.bytes <= largestArena)) throw tooLarge(size, plan)
  return plan
}

function populationSize(size: ArenaSize): Parameters<typeof planPopulation>[0] {
  const { rows, resident = rows } = size
  const common = { rows, resident, spares: size.spares === true ? size.slots : 0 }
  if (size.topology === null) return { ...common, type: size.type, length: size.length, learned: 0 }
  const { topology, learned = 0 } = size
  return { ...common, type: 'float32', length: parameterCount(topology), learned }
}

const noNetwork = { network: null, dataset: null, workspace: null } as const

function planNetworks(
  size: NetworkSize,
  addresses: Addresses,
): Pick<ArenaPlan, 'network' | 'dataset' | 'workspace'> {
  const { topology, slots, samples, gradient = false, minibatch = 0, sampleNetworks = 0 } = size
  const { weighted = false } = size
  const network = planNetwork(topology, addresses)
  return {
    network,
    dataset: planDataset({ samples, minibatch, weighted, slots }, network, addresses),
    workspace: planWorkspace({ slots, gradient, sampleNetworks }, network, addresses),
  }
}

function tooLarge(size: ArenaSize, { population, network, workspace, bytes }: ArenaPlan): InputError {
  const { resident: rows, length, type } = population
  if (size.topology === null || network === null || workspace === null) {
    const genomes = `take ${gibibytes(rows * length * geneBytes[type])}`
    return new InputError({
      field: 'strategy.population',
      expected: 'the population to fit in 4 GiB',
      found: `${gibibytes(bytes)}: ${rows} genomes of ${length} ${type} numbers ${genomes}`,
      hint: 'make the population or the genome smaller',
    })
  }
  const { train, validation, test, batch } = size.samples
  const shape = shapeText(size.topology)
  // The parts lie one after another.
  const dataAt = network.descriptorAt
  const workspaceAt = workspace.slots[0]!.scratchAt
  const scratch = bytes - workspaceAt
  const most = scratch > Math.max(dataAt, workspaceAt - dataAt)
  const one = rows === 1
  return new InputError({
    field: `network.hidden, ${one ? '' : 'strategy.population, '}task.data`,
    expected: 'population, data and workspace to fit in 4 GiB',
    found:
      `${gibibytes(bytes)}: ${counted(rows, 'genome')} of ${length} parameters (${shape}) ${gibibytes(dataAt)}, ` +
      `${train + validation + test + batch} samples ${gibibytes(workspaceAt - dataAt)}, ` +
      `workspace of ${counted(size.slots, 'thread')} ${gibibytes(scratch)}`,
    hint:
      `${most && size.slots > 1 ? 'use fewer workers, or ' : ''}` +
      `make the network${one ? '' : ', the population'} or the data smaller`,
  })
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`
}
