/** What goes between the training, the dashboard's thread and the page. Types alone: all three read them. */

/** What a button of the page asks for. */
export type Command = 'pause' | 'resume' | 'stop'

/** pausing and stopping: asked for, with a generation still in flight. */
export type State = 'training' | 'pausing' | 'paused' | 'stopping' | 'ended'

/**
 * A generation on the curves, or several that share a point: then the last of them, with the widest spread. Fitness in
 * the task's own direction; null where nobody could be scored.
 */
export type Point = readonly [
  evaluations: number,
  generation: number,
  /** The champion's fitness. */
  best: number | null,
  median: number | null,
  /** The lower bound of the middle half of the population. */
  low: number | null,
  high: number | null,
  /** The champion's fitness on the validation part. */
  validation: number | null,
  diversity: number | null,
]

/** What a run is, known before its first generation. */
export interface Facts {
  readonly name: string
  /** Lines for people: seed, network, strategy and the like. */
  readonly details: readonly string[]
  /** Names the fitness: `mse`. */
  readonly fitness: string
  /** What sort of thing it is. */
  readonly fitnessNoun: 'loss' | 'fitness'
  readonly hasValidation: boolean
  /** True if there will be epochs: gradient descent from the start, or fine-tuning. */
  readonly hasEpochs: boolean
  /** False for a gradient descent: no median, spread or diversity. */
  readonly hasPopulation: boolean
  readonly target: number | null
  /** What the picture beside the curves shows; null where there is none. */
  readonly view: View | null
}

/** An input of the network, in the user's own unit. */
export interface Axis {
  readonly name: string
  readonly low: number
  readonly high: number
}

/** A network of two inputs as a map over them, or a picture that is being learnt. */
export type View =
  | {
      readonly kind: 'map'
      readonly x: Axis
      readonly y: Axis
      /** What the colours mean, in the order of the legend. */
      readonly legend: readonly { readonly label: string; readonly colour: string }[]
      /** Some of the training samples: place in the user's unit, and the colours of what they ought to be. */
      readonly points: readonly (readonly [x: number, y: number, fill: string, rim: string])[]
    }
  | { readonly kind: 'picture'; readonly width: number; readonly height: number }

/** A view drawn: (H, W, 3) red, green and blue, row by row from the top, in base64. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: string
  /** Whose network it shows. */
  readonly generation: number
  /** What it took to draw. */
  readonly tookMs: number
}

/** How the run stands. */
export interface Status {
  readonly state: State
  readonly phase: 'train' | 'finetune'
  readonly generation: number
  readonly evaluations: number
  readonly best: number | null
  readonly validation: number | null
  /** Evaluations that failed so far. */
  readonly failures: number
  readonly elapsedMs: number
  /** Evaluations a second of late; null before there is anything to go by. */
  readonly rate: number | null
  /** The share of their time that the workers worked of late, in [0, 1]; null in process. */
  readonly busy: number | null
  /** How much of the phase is over, in [0, 1]; null where none can tell. */
  readonly done: number | null
  /** The evaluations at which fine-tuning began; null before it. */
  readonly finetunedFrom: number | null
  /** The strategy's own figures. */
  readonly figures: Readonly<Record<string, number>>
  /** How the run ended; null while it goes on. */
  readonly ending: Ending | null
}

export interface Ending {
  /** For people, one sentence. */
  readonly text: string
  /** False for a run that failed. */
  readonly well: boolean
}

/** SSE event `tick`: what came since the last one. */
export interface Tick {
  readonly status: Status
  /** Which point of the page's `points` is the first: it and those after it are replaced. */
  readonly from: number
  readonly points: readonly Point[]
}

/** SSE event `history`: all there is, for a page that just came or missed something. `picture` goes by itself. */
export interface History extends Tick {
  readonly facts: Facts
}
