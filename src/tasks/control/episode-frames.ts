import type { DrawnFrame, DrawnShape } from '../custom/drawn.ts'
import type { FitnessNetwork } from '../custom/fitness.ts'
import { ink } from './drawing/colours.ts'
import type { Environment, EpisodeSource } from './environment.ts'
import { environments } from './environments/index.ts'
import { Episodes } from './episodes.ts'
import type { ControlProblem } from './problem.ts'

/** Films show so many frames a second. */
const framesASecond = 25
/** An episode of at most so many frames is shown whole; of a longer one, so many of the beginning and of the end. */
const mostFrames = 300
const beginning = 150
const ending = 100

/** What a frame shows. */
interface Shot {
  /** (S) */
  readonly state: Float64Array
  readonly action: number
  /** How many steps the episode has taken. */
  readonly steps: number
  readonly fitness: number
}

/** An episode, frame by frame: in the time of the system itself, but no frame shows less than one step. */
export class EpisodeFrames {
  private readonly problem: ControlProblem
  private readonly environment: Environment
  private readonly episodes: Episodes
  private frames: Iterator<DrawnFrame> | null = null

  constructor(problem: ControlProblem, source: EpisodeSource) {
    this.problem = problem
    this.environment = environments[problem.environment]
    this.episodes = new Episodes(problem, 1)
    this.episodes.begin([source])
  }

  /** The next picture; null once the episode has ended. */
  frame(network: FitnessNetwork): DrawnFrame {
    this.frames ??= this.excerpt(network)
    const next = this.frames.next()
    return next.done === true ? null : next.value
  }

  /** A long episode without its middle: what a system starts with and what becomes of it are what people look for. */
  private *excerpt(network: FitnessNetwork): Generator<DrawnFrame, void> {
    const shots = this.shots(network)
    let last = 0
    for (let frame = 0; frame < beginning; frame++) {
      const { value, done } = shots.next()
      if (done === true) return
      last = value.steps
      yield this.drawn(value)
    }
    const rest: Shot[] = []
    let long = false
    for (const shot of shots) {
      rest.push(shot)
      long ||= rest.length > mostFrames - beginning
      if (long && rest.length > 2 * ending) rest.splice(0, ending)
    }
    const shown = long ? rest.slice(-ending) : rest
    const cut = long ? `steps ${count(last + 1)} to ${count(shown[0]!.steps - 1)} are left out` : undefined
    for (const shot of shown) yield this.drawn(shot, cut)
  }

  /** Plays the episode. */
  private *shots(network: FitnessNetwork): Generator<Shot, void> {
    const { environment, episodes } = this
    network.reset()
    for (let frame = 1; ; frame++) {
      yield this.shot()
      if (!episodes.open) return
      const due = Math.max(this.steps + 1, Math.round(frame / framesASecond / environment.stepSeconds))
      while (episodes.open && this.steps < due) episodes.step(network)
    }
  }

  private get steps(): number {
    return this.episodes.steps[0]!
  }

  private shot(): Shot {
    const { episodes, steps } = this
    return { state: episodes.state.slice(), action: episodes.action[0]!, steps, fitness: episodes.fitness(0) }
  }

  /** @param cut what is left out before */
  private drawn({ state, action, steps, fitness }: Shot, cut?: string): DrawnFrame {
    const { environment, problem } = this
    const digits = problem.fitness === 'damping' ? 4 : 1
    const lines = [
      problem.environment,
      `step ${count(steps)} of ${count(problem.steps)}, ${problem.fitness} ${count(Number(fitness.toFixed(digits)), digits)}`,
      ...(cut === undefined ? [] : [cut]),
    ]
    const caption = lines.map(
      (text, line): DrawnShape => ({ kind: 'text', x: 14, y: 24 + 18 * line, text, fill: ink }),
    )
    const { shapes, ...size } = environment.draw(state, 0, action)
    return { ...size, shapes: [...shapes, ...caption] }
  }
}

function count(value: number, digits = 0): string {
  // Without the minus sign of -0.
  return (value + 0).toLocaleString('en-US', { maximumFractionDigits: digits })
}
