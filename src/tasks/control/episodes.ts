import type { FitnessNetwork } from '../custom/fitness.ts'
import { Damping } from './damping.ts'
import { actionOf, type Environment, type EpisodeSource, outputsOf } from './environment.ts'
import { environments } from './environments/index.ts'
import type { ControlProblem } from './problem.ts'

/**
 * Episodes of one network that are stepped side by side, so that it is asked about all of them at once. An episode keeps its row
 * from its start to its end, and rows at the end of the arrays drop out when their episodes are over. No step allocates.
 */
export class Episodes {
  /** (E, S) */
  readonly state: Float64Array
  /** (E) the action of the last step, in the unit of the control. */
  readonly action: Float64Array
  /** (E) the sum of the rewards so far. */
  readonly reward: Float64Array
  /** (E) */
  readonly steps: Uint32Array
  private readonly environment: Environment
  private readonly limit: number
  /** I, the inputs of one observation, and W I, those of a network that sees the last W of them. */
  private readonly seen: number
  private readonly width: number
  /** (E, W I) */
  private readonly inputs: Float32Array
  /** (k, W I) the inputs of the first k rows, made when they are needed. */
  private readonly views: Float32Array[] = []
  /** (E, O) */
  private readonly outputs: Float32Array
  private readonly over: Uint8Array
  private readonly damping: Damping | null
  /** All rows from here on are over. */
  private rows = 0

  /** @param most E, the number of episodes that there is room for */
  constructor({ environment, steps, window, fitness }: ControlProblem, most: number) {
    this.environment = environments[environment]
    const { state, inputs, control } = this.environment
    this.limit = steps
    this.seen = inputs.length
    this.width = window * inputs.length
    this.state = new Float64Array(most * state.length)
    this.action = new Float64Array(most)
    this.reward = new Float64Array(most)
    this.steps = new Uint32Array(most)
    this.inputs = new Float32Array(most * this.width)
    this.outputs = new Float32Array(most * outputsOf(control).length)
    this.over = new Uint8Array(most)
    this.damping = fitness === 'damping' ? new Damping(most) : null
  }

  /** Whether any episode goes on. */
  get open(): boolean {
    return this.rows > 0
  }

  /** Starts an episode in each of the first rows. */
  begin(sources: readonly EpisodeSource[]): void {
    const { environment, state, seen, width, inputs } = this
    this.rows = sources.length
    for (const [row, source] of sources.entries()) {
      const at = row * environment.state.length
      environment.start(state, at, source)
      // Before its start the system stood still.
      for (let k = 0; k < width; k += seen) environment.observe(state, at, inputs, row * width + k)
    }
    this.action.fill(0)
    this.reward.fill(0)
    this.steps.fill(0)
    this.over.fill(0)
  }

  /** Plays all episodes from their start to their end. A recurrent network remembers nothing from before. */
  play(network: FitnessNetwork): void {
    network.reset()
    while (this.rows > 0) this.step(network)
  }

  /** Takes one step of every episode that goes on. */
  step(network: FitnessNetwork): void {
    const { environment, state, action, reward, steps, over, outputs, damping, limit } = this
    const { control } = environment
    const size = environment.state.length
    const decisions = control.kind === 'choice' ? control.actions.length : 1
    const { rows } = this
    network.forward(this.view(rows), outputs)
    for (let row = 0; row < rows; row++) {
      if (over[row] === 1) continue
      const at = row * size
      const decided = actionOf(control, outputs, row * decisions)
      action[row] = decided
      reward[row] = reward[row]! + environment.step(state, at, decided)
      damping?.take(row, steps[row]!, environment.unrest!(state, at))
      steps[row] = steps[row]! + 1
      if (steps[row]! >= limit || environment.over(state, at)) over[row] = 1
      else this.observe(row)
    }
    while (this.rows > 0 && over[this.rows - 1] === 1) this.rows--
  }

  /** The fitness of an episode so far. */
  fitness(row: number): number {
    return this.damping === null ? this.reward[row]! : this.damping.fitness(row, this.steps[row]!)
  }

  /** (I) what the network sees of an episode now, without the observations before. */
  observation(row: number): Float32Array {
    return this.inputs.subarray(row * this.width, row * this.width + this.seen)
  }

  /** Writes what the network sees next: the newest observation first, behind it those before. */
  private observe(row: number): void {
    const { environment, inputs, seen, width } = this
    const to = row * width
    if (width > seen) inputs.copyWithin(to + seen, to, to + width - seen)
    environment.observe(this.state, row * environment.state.length, inputs, to)
  }

  private view(rows: number): Float32Array {
    this.views[rows] ??= this.inputs.subarray(0, rows * this.width)
    return this.views[rows]
  }
}
