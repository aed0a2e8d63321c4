import { permutation } from '../random/shuffle.ts'
import { RandomStream, type StreamId } from '../random/stream.ts'
import { clipByNorm, clipByValue } from './clip.ts'
import type { Objective } from './objective.ts'
import type { Optimiser } from './optimisers/optimiser.ts'
import type { ClipOptions, DescentOptions } from './options.ts'
import { regularise } from './regularise.ts'
import { type ScheduleState, scheduleOf } from './schedules/index.ts'

/** Where a descent stands, apart from the parameters: plain data, but its vectors may lie in shared memory. */
export interface DescentState {
  /** Epochs done. */
  epoch: number
  /** Steps done in this one. */
  step: number
  readonly optimiser: object
  readonly schedule: ScheduleState
}

/** All that a descent remembers between two steps: plain data that nothing else holds on to. */
export interface DescentSnapshot extends DescentState {
  /** (P) */
  readonly parameters: Float32Array
}

/**
 * Gradient descent on minibatches: every epoch takes each sample once, in an order of its own that follows from the
 * stream's id and the epoch. A step is gradient, penalties, clipping, optimiser, in this order.
 */
export class Descent {
  /** Steps an epoch: ⌈S / B⌉, the last one on what is left. */
  readonly stepsPerEpoch: number
  readonly state: DescentState
  private readonly objective: Objective
  private readonly options: DescentOptions
  private readonly optimiser: Optimiser<object, object>
  private readonly id: StreamId
  private readonly epochs: number
  private order: Uint32Array | null = null

  /**
   * @param id     names the stream that shuffles; its episode counts the epochs
   * @param epochs how many the whole training is to have, for the schedule
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

  /** (P) as they stand. */
  get parameters(): Float32Array {
    return this.objective.parameters
  }

  /** Of the next step. */
  get learningRate(): number {
    const { learningRate, schedule } = this.options
    const { epoch, step, schedule: state } = this.state
    return (
      learningRate *
      scheduleOf(schedule).factor(state, epoch + step / this.stepsPerEpoch, this.epochs, schedule)
    )
  }

  /**
   * One step, on the next minibatch.
   * @returns the mean loss over it, before the step; NaN or an infinity once training has exploded
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

  /** Takes the loss at the end of an epoch, for the schedule. */
  tell(loss: number): void {
    const { schedule } = this.options
    scheduleOf(schedule).tell(this.state.schedule, this.state.epoch, loss, schedule)
  }

  snapshot(): DescentSnapshot {
    const { epoch, step, optimiser, schedule } = this.state
    const parameters = this.parameters.slice()
    return { epoch, step, optimiser: copyOf(optimiser), schedule: structuredClone(schedule), parameters }
  }

  /** Goes on from a snapshot of a descent of the same options: numbers and vectors go where this one has its own. */
  restore({ parameters, ...state }: DescentSnapshot): void {
    this.parameters.set(parameters)
    this.state.epoch = state.epoch
    this.state.step = state.step
    assign(this.state.optimiser, state.optimiser)
    assign(this.state.schedule, structuredClone(state.schedule))
    this.order = null
  }

  /** The indices of the next minibatch; null for all samples at once. */
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

/** A copy of a state of numbers and vectors; structuredClone would share vectors that lie in shared memory. */
function copyOf(state: object): object {
  const entries = Object.entries(state).map(([key, value]) => [
    key,
    value instanceof Float32Array ? value.slice() : value,
  ])
  return Object.fromEntries(entries)
}

/** Gives a state the values of another: vectors are written where they lie. */
function assign(state: object, values: object): void {
  for (const [key, value] of Object.entries(values)) {
    const own: unknown = Reflect.get(state, key)
    if (own instanceof Float32Array && value instanceof Float32Array) own.set(value)
    else Reflect.set(state, key, value)
  }
}
