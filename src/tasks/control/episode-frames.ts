import type { DrawnFrame, DrawnShape } from '../custom/drawn.ts'
import type { FitnessNetwork } from '../custom/fitness.ts'
import { ink } from './drawing/colours.ts'
import type { Environment, EpisodeSource } from './environment.ts'
import { environments } from './environments/index.ts'
import { Episodes } from './episodes.ts'
import type { ControlProblem } from './problem.ts'

/** Films show so many frames a second. */
const framesASecond = 25
/** A film shows at most so many frames, and begins with the first steps. */
const mostFrames = 250

/** An episode, frame by frame: in the time of the system itself, but no frame shows less than one step. */
export class EpisodeFrames {
  private readonly problem: ControlProblem
  private readonly environment: Environment
  private readonly episodes: Episodes
  private frames = 0
  /** Whether the last state has been shown. */
  private ended = false

  constructor(problem: ControlProblem, source: EpisodeSource) {
    this.problem = problem
    this.environment = environments[problem.environment]
    this.episodes = new Episodes(problem, 1)
    this.episodes.begin([source])
  }

  /** The picture of the state now; then the episode goes on. Null once it has ended. */
  frame(network: FitnessNetwork): DrawnFrame {
    const { environment, episodes } = this
    if (this.frames === mostFrames || (this.frames > 0 && this.ended)) return null
    if (this.frames === 0) network.reset()
    const { shapes, ...size } = environment.draw(episodes.state, 0, episodes.action[0]!)
    const drawn = { ...size, shapes: [...shapes, ...this.caption()] }
    this.frames++
    this.ended = !episodes.open
    const due = Math.max(this.steps + 1, Math.round(this.frames / framesASecond / environment.stepSeconds))
    while (episodes.open && this.steps < due) episodes.step(network)
    return drawn
  }

  private get steps(): number {
    return this.episodes.steps[0]!
  }

  private caption(): DrawnShape[] {
    const { environment, fitness } = this.problem
    const value = Number(this.episodes.fitness(0).toFixed(fitness === 'damping' ? 4 : 1))
    return [
      { kind: 'text', x: 14, y: 24, text: environment, fill: ink },
      { kind: 'text', x: 14, y: 42, text: `step ${this.steps}, ${fitness} ${value}`, fill: ink },
    ]
  }
}
