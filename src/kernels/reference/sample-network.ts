import type { Arena } from '../../memory/arena.ts'
import { isRecurrent } from '../../model/topology.ts'
import { type OutputArray, type SampleNetwork, SampleShape, unbound } from '../sample-network.ts'
import { forwardSample, type LayerTrace } from './sample.ts'

/** The readable sample network. Tests compare every engine with it, bit for bit. */
export class ReferenceSampleNetwork implements SampleNetwork {
  private readonly arena: Arena
  private readonly shape: SampleShape
  private readonly remembers: boolean
  private parameters: Float32Array | null = null
  /** By row, the traces of the step before; empty without recurrent layers. */
  private previous: LayerTrace[][] = []
  /** The outputs of the last call that brought no array for them. */
  private own: Float32Array = new Float32Array(0)

  /** @throws RangeError for an arena without a network, or one without room for this place */
  constructor(arena: Arena, slot: number, place: number) {
    this.arena = arena
    this.shape = new SampleShape(arena.network.topology)
    this.remembers = isRecurrent(arena.network.topology)
    arena.workspace.sampleNetwork(slot, place)
  }

  bind(parametersAt: number): void {
    this.parameters = this.arena.floats(parametersAt, this.arena.population.length).slice()
    this.reset()
  }

  reset(): void {
    this.previous = []
  }

  forward(inputs: ArrayLike<number>): Float32Array
  forward<T extends OutputArray>(inputs: ArrayLike<number>, outputs: T): T
  forward(inputs: ArrayLike<number>, outputs?: OutputArray): OutputArray {
    if (this.parameters === null) throw unbound()
    const { shape } = this
    const samples = shape.samples(inputs)
    const found = outputs ?? this.ownOutputs(samples)
    shape.checkOutputs(found, samples)
    const { layers } = this.arena.network.topology
    for (let sample = 0; sample < samples; sample++) {
      const first = sample * shape.inputs
      const x = Float32Array.from({ length: shape.inputs }, (_, i) => inputs[first + i]!)
      const traces = forwardSample(layers, this.parameters, x, false, this.previous[sample] ?? null)
      if (this.remembers) this.previous[sample] = traces
      traces.at(-1)!.y.forEach((value, o) => {
        found[sample * shape.outputs + o] = value
      })
    }
    return found
  }

  private ownOutputs(samples: number): Float32Array {
    const length = samples * this.shape.outputs
    if (this.own.length !== length) this.own = new Float32Array(length)
    return this.own
  }
}
