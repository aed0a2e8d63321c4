import type { NetworkFitness } from '../custom/fitness.ts'
import { type Environment, outputActivationOf, outputsOf } from './environment.ts'
import { environments } from './environments/index.ts'
import { EpisodeFrames } from './episode-frames.ts'
import { Episodes } from './episodes.ts'
import type { ControlProblem } from './problem.ts'

/** The memory of one worker: episodes of one individual after the other are played in it. */
class Playground {
  private readonly problem: ControlProblem
  private episodes: Episodes | null = null
  private room = 0
  frames: EpisodeFrames | null = null

  constructor(problem: ControlProblem) {
    this.problem = problem
  }

  /** Room for so many episodes. */
  of(count: number): Episodes {
    if (this.episodes === null || this.room < count) {
      this.episodes = new Episodes(this.problem, count)
      this.room = count
    }
    return this.episodes
  }
}

/** A network that controls a system: the fitness is the sum of the rewards of an episode. */
const fitness: NetworkFitness<ControlProblem, Playground> = {
  direction: 'maximize',
  fitnessName: ({ fitness: of }) => of,
  inputs: ({ environment, window }) => window * environments[environment].inputs.length,
  inputNames: ({ environment, window }) => inputNames(environments[environment], window),
  outputs: ({ environment }) => outputsOf(environments[environment].control).length,
  outputNames: ({ environment }) => outputsOf(environments[environment].control),
  outputActivation: ({ environment }) => outputActivationOf(environments[environment].control),
  setup: ({ options }) => new Playground(options),
  evaluateEpisodes(network, contexts) {
    const episodes = contexts[0]!.state.of(contexts.length)
    episodes.begin(contexts)
    episodes.play(network)
    return contexts.map((_, row) => episodes.fitness(row))
  },
  draw(frame, network, context) {
    if (frame === 0) context.state.frames = new EpisodeFrames(context.options, context)
    return context.state.frames!.frame(network)
  },
}

/** (W I) the names of one observation, and of those before it with how many steps ago they were made. */
function inputNames({ inputs }: Environment, window: number): readonly string[] {
  return Array.from({ length: window }, (_, ago) =>
    inputs.map((name) => (ago === 0 ? name : `${name}, ${ago} before`)),
  ).flat()
}

export default fitness
