import { Arena } from '../memory/arena.ts'
import { planArena } from '../memory/plan.ts'
import type { Model } from '../model/model.ts'
import { inputWidth, outputLayer, type Topology } from '../model/topology.ts'
import { type Computation, resolveComputation } from './computation.ts'
import { engines } from './index.ts'
import type { SampleNetwork } from './sample-network.ts'

/** A recurrent network on its own small arena, outside of training. It plays one episode: each sample is its next step. */
export class RecurrentModel implements Model {
  readonly topology: Topology
  readonly parameters: Float32Array
  private readonly network: SampleNetwork

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
    const samples = { train: 0, validation: 0, test: 0, batch: 0 }
    const arena = Arena.allocate(planArena({ topology, rows: 1, slots: 1, samples, sampleNetworks: 1 }))
    arena.population.candidate.set(parameters)
    this.network = engines[engine].sampleNetwork(arena, arithmetic, 0)
    this.network.bind(arena.population.candidateAt)
  }

  /**
   * @param inputs (S, I) S steps in a row
   * @returns (S, O)
   */
  forward(inputs: Float32Array): Float32Array {
    const width = inputWidth(this.topology)
    const answers = outputLayer(this.topology).outputs
    const steps = inputs.length / width
    const outputs = new Float32Array(steps * answers)
    for (let step = 0; step < steps; step++) {
      const x = inputs.subarray(step * width, (step + 1) * width)
      this.network.forward(x, outputs.subarray(step * answers, (step + 1) * answers))
    }
    return outputs
  }

  /** Forgets all steps: the next one is the first of another episode. */
  reset(): void {
    this.network.reset()
  }
}
