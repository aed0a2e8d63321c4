import { buildSingle } from '../../config/build/single-evaluation.ts'
import { EvolveError } from '../../errors.ts'
import type { Scene } from '../../evaluation/single-evaluation.ts'
import type { DrawnFrame } from '../../tasks/custom/drawn.ts'
import type { FitnessNetwork } from '../../tasks/custom/fitness.ts'
import { checkFrame } from '../../tasks/custom/frame.ts'
import type { FilmReply, FilmRequest, FilmSetup } from './messages.ts'

/** The side of the process that runs the user's `draw`. */
export class FilmProcess {
  private readonly send: (reply: FilmReply) => void
  private scene: Scene | null = null
  private drawn = 0

  constructor(send: (reply: FilmReply) => void) {
    this.send = send
  }

  async take(request: FilmRequest): Promise<void> {
    try {
      if (request.kind === 'setup') await this.setUp(request.setup)
      else await this.draw()
    } catch (error) {
      this.send({ kind: 'failed', message: messageOf(error) })
    }
  }

  private async setUp({ config, directory, genome, at }: FilmSetup): Promise<void> {
    const single = await buildSingle(config, { directory, deadline: false, log: () => {} })
    const draws = single?.custom.description.draws === true
    const deadlineMs = (single?.custom.options.deadline ?? 0) * 1000
    if (single !== null && draws) {
      await single.evaluation.ready()
      this.scene = single.evaluation.scene(genome, at)
    }
    this.send({ kind: 'ready', draws, deadlineMs })
  }

  private async draw(): Promise<void> {
    const { fitness, subject, context, over } = this.scene!
    const number = this.drawn++
    try {
      const frame = await fitness.draw!(number, subject as FitnessNetwork & Float64Array, context)
      this.send({ kind: 'frame', frame: checked(frame) })
    } catch (error) {
      // The episode has used up its budget of ticks, which is a proper end.
      if (over()) this.send({ kind: 'frame', frame: null })
      else throw error instanceof Error ? error : new Error(`threw ${String(error)}`)
    }
  }
}

function checked(frame: unknown): DrawnFrame {
  try {
    return checkFrame(frame)
  } catch (cause) {
    throw new EvolveError('run', (cause as Error).message, { cause })
  }
}

/** The message, and where in the user's code it comes from. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof EvolveError) return error.message
  const [frame] = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const own = frame === undefined || /FilmProcess|node:internal/.test(frame) ? '' : ` (${frame.trim()})`
  return `${error.message.split('\n')[0]}${own}`
}
