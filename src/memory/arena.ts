import { EvolveError } from '../errors.ts'
import { activations } from '../model/activations.ts'
import { inputWidth } from '../model/topology.ts'
import { type ArenaPlan, controlWords, type PartName, type Region, wholeLines } from './plan.ts'
import { packTiles } from './tiles.ts'

const page = 65_536

/** One shared memory that coordinator and workers compute on, and the plan that says what lies where. */
export class Arena {
  readonly plan: ArenaPlan
  readonly memory: WebAssembly.Memory

  constructor(plan: ArenaPlan, memory: WebAssembly.Memory) {
    this.plan = plan
    this.memory = memory
  }

  /**
   * Allocates an arena; it never grows.
   * @throws EvolveError if the machine does not have the memory
   */
  static allocate(plan: ArenaPlan): Arena {
    const pages = Math.ceil(plan.bytes / page)
    const arena = new Arena(plan, allocate(pages))
    writeDescriptor(arena)
    return arena
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length)
  }

  /** (N, P) */
  get population(): Float32Array {
    return this.floats(this.plan.populationAt, this.plan.rows * this.plan.length)
  }

  /** The words of the work queue. */
  get control(): Int32Array {
    return new Int32Array(this.memory.buffer, this.plan.controlAt, controlWords(this.plan.rows))
  }

  /** (P) */
  get candidate(): Float32Array {
    return this.floats(this.plan.candidateAt, this.plan.length)
  }

  /** (N) */
  get fitness(): Float64Array {
    return new Float64Array(this.memory.buffer, this.plan.fitnessAt, this.plan.rows)
  }

  /** (N) */
  get violation(): Float64Array {
    return new Float64Array(this.memory.buffer, this.plan.violationAt, this.plan.rows)
  }

  get claims(): { readonly words: Int32Array; readonly startedAt: Float64Array } {
    const startedAt = new Float64Array(this.memory.buffer, this.plan.startedAtAt, this.plan.rows)
    return { words: this.control, startedAt }
  }

  /** Where row `index` of the population lies. */
  genomeAt(index: number): number {
    return this.plan.populationAt + index * this.plan.length * 4
  }

  /** Row `index` of the population, (P). */
  genome(index: number): Float32Array {
    return this.floats(this.genomeAt(index), this.plan.length)
  }

  /** Where a slot's gradient lies, (P) float32. */
  gradientAt(slot: number): number {
    return this.plan.gradientsAt + slot * this.gradientPlan().gradientBytes
  }

  /** Where a slot keeps what its forward pass made, for the way back. */
  traceAt(slot: number): number {
    return this.plan.tracesAt + slot * this.gradientPlan().traceBytes
  }

  /** One of a slot's learner's three vectors, (P): 0 its parameters, 1 and 2 the state of an optimiser. */
  learner(slot: number, vector: 0 | 1 | 2): Float32Array {
    const { learnersAt, learnerBytes, length } = this.gradientPlan()
    return this.floats(learnersAt + (slot * 3 + vector) * learnerBytes, length)
  }

  /** (B) uint32: which samples are a slot's minibatch. */
  minibatchIndices(slot: number): Uint32Array {
    const { minibatchesAt, minibatchBytes, minibatch } = this.plan
    return new Uint32Array(this.memory.buffer, minibatchesAt + slot * minibatchBytes, minibatch)
  }

  /** Where the tiles of a slot's minibatch lie. */
  minibatch(slot: number): Region {
    const { minibatchesAt, minibatchBytes, minibatch, topology, tile } = this.plan
    const inputsAt = minibatchesAt + slot * minibatchBytes + wholeLines(minibatch * 4)
    const inputsBytes = Math.ceil(minibatch / tile) * inputWidth(topology) * tile * 4
    return { count: minibatch, inputsAt, targetsAt: inputsAt + wholeLines(inputsBytes) }
  }

  /** Row `index` of what individuals became by learning, (P). */
  learned(index: number): Float32Array {
    return this.floats(this.plan.learnedAt + index * this.plan.length * 4, this.plan.length)
  }

  /**
   * Keeps samples one after another, for `Kernel.gather`.
   * @param inputs  (S, I)
   * @param targets (S, O)
   */
  list(inputs: Float32Array, targets: Float32Array): void {
    const { sampleRows } = this.plan
    this.floats(sampleRows.inputsAt, inputs.length).set(inputs)
    this.floats(sampleRows.targetsAt, targets.length).set(targets)
  }

  private gradientPlan(): ArenaPlan {
    if (this.plan.traceBytes === 0)
      throw new RangeError('gradient: the arena was planned without room for it')
    return this.plan
  }

  /**
   * Fills a part with samples. The batch part may hold fewer than it has room for.
   * @param inputs  (S, I)
   * @param targets (S, O)
   */
  load(part: PartName, count: number, inputs: Float32Array, targets: Float32Array): Region {
    const { tile } = this.plan
    const region = this.plan.regions[part]
    if (count > region.count) throw new RangeError(`${part}: ${count} samples in room for ${region.count}`)
    if (count > 0) {
      packTiles(inputs, count, tile, this.tiles(region.inputsAt, count, inputs.length / count))
      packTiles(targets, count, tile, this.tiles(region.targetsAt, count, targets.length / count))
    }
    return { ...region, count }
  }

  private tiles(at: number, count: number, width: number): Float32Array {
    return this.floats(at, Math.ceil(count / this.plan.tile) * width * this.plan.tile)
  }
}

function allocate(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  } catch (cause) {
    const size = `${((pages * page) / 2 ** 30).toFixed(2)} GiB`
    throw new EvolveError('run', `expected ${size} of memory for population and data, found less`, { cause })
  }
}

/** The network as the compiled kernel reads it: L, T, then for each layer I, O, activation code, slope. */
function writeDescriptor({ memory, plan }: Arena): void {
  const view = new DataView(memory.buffer, plan.descriptorAt)
  const { layers } = plan.topology
  view.setInt32(0, layers.length, true)
  view.setInt32(4, plan.tile, true)
  layers.forEach((layer, index) => {
    const at = 8 + index * 16
    view.setInt32(at, layer.inputs, true)
    view.setInt32(at + 4, layer.outputs, true)
    view.setInt32(at + 8, activations[layer.activation.kind].code, true)
    view.setFloat32(at + 12, layer.activation.slope, true)
  })
}
