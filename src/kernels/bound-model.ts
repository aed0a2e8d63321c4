import { Arena } from '../memory/arena.ts'
import { planArena } from '../memory/plan.ts'
import type { Model } from '../model/model.ts'
import { inputWidth, outputLayer, type Topology } from '../model/topology.ts'
import { type Computation, resolveComputation } from './computation.ts'
import { engines } from './index.ts'
import type { Kernel } from './kernel.ts'

/** The number of samples in one forward pass. */
const block = 1024

/** A genome bound to a kernel on its own small arena, outside of training. */
export class BoundModel implements Model {
  readonly topology: Topology
  readonly parameters: Float32Array
  private readonly arena: Arena
  private readonly kernel: Kernel

  /**
   * @param parameters (P) copied
   * @param computation default: the fastest on this machine
   */
  constructor(
    topology: Topology,
    parameters: Float32Array,
    { engine, arithmetic }: Computation = resolveComputation(),
  ) {
    this.topology = topology
    this.parameters = parameters.slice()
    this.arena = Arena.allocate(
      planArena({
        topology,
        rows: 1,
        slots: 1,
        samples: { train: 0, validation: 0, test: 0, batch: block },
      }),
    )
    this.arena.population.candidate.set(parameters)
    this.kernel = engines[engine].kernel(this.arena, arithmetic, 0)
  }

  /** Replaces the parameters, (P) copied, so that many networks of one topology can share an arena. */
  use(parameters: Float32Array): void {
    this.parameters.set(parameters)
    this.arena.population.candidate.set(parameters)
  }

  forward(inputs: Float32Array): Float32Array {
    const width = inputWidth(this.topology)
    const answers = outputLayer(this.topology).outputs
    const count = inputs.length / width
    const outputs = new Float32Array(count * answers)
    for (let first = 0; first < count; first += block) {
      const samples = Math.min(block, count - first)
      const rows = inputs.subarray(first * width, (first + samples) * width)
      const region = this.arena.dataset.load('batch', samples, rows, new Float32Array(samples * answers))
      this.kernel.forward(
        this.arena.population.candidateAt,
        region,
        outputs.subarray(first * answers, (first + samples) * answers),
      )
    }
    return outputs
  }
}
