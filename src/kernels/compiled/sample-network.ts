import type { Arena } from '../../memory/arena.ts'
import { activationsHalf, stateWidth, windowSamples } from '../../memory/sample-networks.ts'
import { type OutputArray, type SampleNetwork, SampleShape, unbound } from '../sample-network.ts'
import { HiddenState } from './hidden-state.ts'

/** The compiled functions of a sample network. Addresses are bytes from the start of the arena. */
export interface CompiledSamples {
  transpose(net: number, params: number, to: number): void
  forwardSamples(
    net: number,
    weights: number,
    x: number,
    y: number,
    samples: number,
    activations: number,
    half: number,
  ): void
  /** A step of a network with recurrent layers; `inputs` is I. */
  stepRows(
    net: number,
    weights: number,
    x: number,
    inputs: number,
    y: number,
    rows: number,
    state: number,
    activations: number,
    half: number,
  ): void
}

/**
 * The compiled sample network, in one place of a slot. Weights are transposed when they are bound; one call into compiled
 * code takes a sample, or a window of samples, through every layer.
 */
export class CompiledSampleNetwork implements SampleNetwork {
  private readonly compiled: CompiledSamples
  private readonly shape: SampleShape
  private readonly descriptorAt: number
  private readonly weightsAt: number
  private readonly activationsAt: number
  private readonly activationsHalf: number
  private readonly inputsAt: number
  private readonly outputsAt: number
  /** R, the samples that pass through the windows at once */
  private readonly windowSamples: number
  /** (R, I) */
  private readonly inputs: Float32Array
  /** (R, O) */
  private readonly outputs: Float32Array
  /** (O) the outputs of the first sample of the window */
  private readonly first: Float32Array
  /** Null without recurrent layers. */
  private readonly state: HiddenState | null
  private readonly stateAt: number
  private bound = false
  /** (S, O) the outputs of the last call with several samples that brought no array for them */
  private own: Float32Array = new Float32Array(0)

  /** @throws RangeError for an arena without a network, or one without room for this place */
  constructor(compiled: CompiledSamples, arena: Arena, slot: number, place: number) {
    const { topology, descriptorAt } = arena.network
    const plan = arena.workspace.sampleNetwork(slot, place)
    this.compiled = compiled
    this.shape = new SampleShape(topology)
    this.descriptorAt = descriptorAt
    this.weightsAt = plan.weightsAt
    this.activationsAt = plan.activationsAt
    this.activationsHalf = activationsHalf(topology)
    this.inputsAt = plan.inputsAt
    this.outputsAt = plan.outputsAt
    this.windowSamples = windowSamples(topology)
    this.inputs = arena.floats(plan.inputsAt, this.windowSamples * this.shape.inputs)
    this.outputs = arena.floats(plan.outputsAt, this.windowSamples * this.shape.outputs)
    this.first = arena.floats(plan.outputsAt, this.shape.outputs)
    const units = stateWidth(topology)
    this.stateAt = plan.stateAt ?? 0
    this.state =
      plan.stateAt === null
        ? null
        : new HiddenState(arena.floats(plan.stateAt, this.windowSamples * units), units)
  }

  bind(parametersAt: number): void {
    this.compiled.transpose(this.descriptorAt, parametersAt, this.weightsAt)
    this.bound = true
    this.reset()
  }

  reset(): void {
    this.state?.reset()
  }

  forward(inputs: ArrayLike<number>): Float32Array
  forward<T extends OutputArray>(inputs: ArrayLike<number>, outputs: T): T
  forward(inputs: ArrayLike<number>, outputs?: OutputArray): OutputArray {
    const width = this.shape.inputs
    if (!this.bound || inputs.length !== width) return this.forwardWindows(inputs, outputs)
    const { inputs: x, first: y } = this
    if (outputs !== undefined && outputs.length < y.length) this.shape.checkOutputs(outputs, 1)
    for (let i = 0; i < width; i++) x[i] = inputs[i]!
    this.compute(1, 0)
    if (outputs === undefined) return y
    for (let o = 0; o < y.length; o++) outputs[o] = y[o]!
    return outputs
  }

  /** Several samples, a window of them at a time. */
  private forwardWindows(inputs: ArrayLike<number>, given: OutputArray | undefined): OutputArray {
    if (!this.bound) throw unbound()
    const { shape, inputs: x, outputs: y } = this
    const samples = shape.samples(inputs)
    const outputs = given ?? this.ownOutputs(samples)
    shape.checkOutputs(outputs, samples)
    for (let first = 0; first < samples; first += this.windowSamples) {
      const count = Math.min(this.windowSamples, samples - first)
      const from = first * shape.inputs
      for (let i = 0; i < count * shape.inputs; i++) x[i] = inputs[from + i]!
      this.compute(count, first / this.windowSamples)
      const to = first * shape.outputs
      for (let o = 0; o < count * shape.outputs; o++) outputs[to + o] = y[o]!
    }
    return outputs
  }

  /** @param window the number of the window, from 0 */
  private compute(samples: number, window: number): void {
    if (this.state !== null) {
      this.step(this.state, samples, window)
      return
    }
    this.compiled.forwardSamples(
      this.descriptorAt,
      this.weightsAt,
      this.inputsAt,
      this.outputsAt,
      samples,
      this.activationsAt,
      this.activationsHalf,
    )
  }

  private step(state: HiddenState, rows: number, window: number): void {
    state.take(window, rows)
    this.compiled.stepRows(
      this.descriptorAt,
      this.weightsAt,
      this.inputsAt,
      this.shape.inputs,
      this.outputsAt,
      rows,
      this.stateAt,
      this.activationsAt,
      this.activationsHalf,
    )
  }

  private ownOutputs(samples: number): Float32Array {
    const length = samples * this.shape.outputs
    if (this.own.length !== length) this.own = new Float32Array(length)
    return this.own
  }
}
