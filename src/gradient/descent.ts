import { permutation } from '../random/shuffle.ts'
import { RandomStream, type StreamId } from '../random/stream.ts'
import { clipByNorm, clipByValue } from './clip.ts'
import type { Objective } from './objective.ts'
import type { Optimiser } from './optimisers/optimiser.ts'
import type { ClipOptions, DescentOptions } from './options.ts'
import { regularise } from './regularise.ts'
import { type ScheduleState, scheduleOf } from './schedules/index.ts'

/** The state of a descent without the parameters: plain data, but its vectors may be in shared memory. */
export interface DescentState {
  /** Epochs done. */
  epoch: number
  /** Steps done in the current epoch. */
  step: number
  readonly optimiser: object
  readonly schedule: ScheduleState
}

/** Everything that a descent remembers between two steps, as plain data: a copy that nothing else refers to. */
export interface DescentSnapshot extends DescentState {
  /** (P) */
  readonly parameters: Float32Array
}

/**
 * Gradient descent on minibatches. Every epoch uses each sample once; the stream's id and the epoch determine the
 * order. A step is gradient, penalties, clipping, optimiser, in this order.
 */
export class Descent {
  /** Steps per epoch: ⌈S / B⌉; the last one uses the remaining samples. */
  readonly stepsPerEpoch: number
  readonly state: DescentState
  private readonly objective: Objective
  private readonly options: DescentOptions
  private readonly optimiser: Optimiser<object, object>
  private readonly id: StreamId
  private readonly epochs: number
  private order: Uint32Array | null = null

  /**
   * @param id     id of the stream that shuffles; its episode counts the epochs
   * @param epochs number of epochs of the whole training, for the schedule
   */
  constructor(objective: Objective, options: DescentOptions, id: StreamId, epochs: number) {
    this.objective = objective
    this.options = options
    this.optimiser = objective.optimisers[options.optimizer.kind] as Optimiser<object, object>
    this.id = id
    this.epochs = epochs
    this.stepsPerEpoch = Math.ceil(objective.samples / options.batchSize)
    this.state = {
      epoch: 0,
      step: 0,
      optimiser: this.optimiser.init(objective.parameters.length, objective.allocator()),
      schedule: scheduleOf(options.schedule).init(options.schedule),
    }
  }

  /** (P) the current parameters. */
  get parameters(): Float32Array {
    return this.objective.parameters
  }

  /** The learning rate of the next step. */
  get learningRate(): number {
    const { learningRate, schedule } = this.options
    const { epoch, step, schedule: state } = this.state
    return (
      learningRate *
      scheduleOf(schedule).factor(state, epoch + step / this.stepsPerEpoch, this.epochs, schedule)
    )
  }

  /**
   * Takes one step on the next minibatch.
   * @returns the mean loss over the minibatch before the step; NaN or an infinity if training diverged
   */
  step(): number {
    const { objective, options, state } = this
    const { parameters, gradient } = objective
    const loss = objective.differentiate(this.minibatch())
    regularise(gradient, parameters, options)
    clip(gradient, options.clip)
    this.optimiser.step(state.optimiser, parameters, gradient, this.learningRate, options.optimizer)
    state.step++
    if (state.step === this.stepsPerEpoch) {
      state.step = 0
      state.epoch++
    }
    return loss
  }

  /** Passes the loss at the end of an epoch to the schedule. */
  tell(loss: number): void {
    const { schedule } = this.options
    scheduleOf(schedule).tell(this.state.schedule, this.state.epoch, loss, schedule)
  }

  snapshot(): DescentSnapshot {
    const { epoch, step, optimiser, schedule } = this.state
    const parameters = this.parameters.slice()
    return { epoch, step, optimiser: copyOf(optimiser), schedule: structuredClone(schedule), parameters }
  }

  /** Continues from a snapshot of a descent with the same options; this descent's vectors are written in place. */
  restore({ parameters, ...state }: DescentSnapshot): void {
    if (parameters.length !== this.parameters.length)
      throw new RangeError(`expected ${this.parameters.length} parameters, found ${parameters.length}`)
    this.parameters.set(parameters)
    this.state.epoch = state.epoch
    this.state.step = state.step
    assign(this.state.optimiser, state.optimiser)
    assign(this.state.schedule, structuredClone(state.schedule))
    this.order = null
  }

  /** The indices of the next minibatch; null means all samples at once. */
  private minibatch(): Uint32Array | null {
    if (this.stepsPerEpoch === 1) return null
    const { epoch, step } = this.state
    if (step === 0) this.order = null
    this.order ??= permutation(this.objective.samples, new RandomStream({ ...this.id, episode: epoch }))
    const { batchSize } = this.options
    return this.order.subarray(step * batchSize, (step + 1) * batchSize)
  }
}

function clip(gradient: Float32Array, options: ClipOptions): void {
  if (options.kind === 'norm') clipByNorm(gradient, options.maximum)
  else if (options.kind === 'value') clipByValue(gradient, options.maximum)
}

/** Copies a state of numbers and vectors. structuredClone would share vectors in shared memory. */
function copyOf(state: object): object {
  const entries = Object.entries(state).map(([key, value]) => [
    key,
    value instanceof Float32Array ? value.slice() : value,
  ])
  return Object.fromEntries(entries)
}

/** Overwrites a state with the values of another; vectors are written in place. */
function assign(state: object, values: object): void {
  for (const [key, value] of Object.entries(values)) {
    const own: unknown = Reflect.get(state, key)
    if (own instanceof Float32Array && value instanceof Float32Array) own.set(value)
    else Reflect.set(state, key, value)
  }
}
