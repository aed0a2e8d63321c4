import type { ConfigInput } from '../../src/config/input.ts'
import type { Dashboard } from '../../src/dashboard/dashboard.ts'
import type { GenerationEvent } from '../../src/run/events.ts'
import { built as load } from '../e2e/built.ts'

const { endingOf } = await load<typeof import('../../src/cli/train/dashboard.ts')>('cli/train/dashboard')
const { stopsOf } = await load<typeof import('../../src/cli/train/progress.ts')>('cli/train/progress')
const { buildRun } = await load<typeof import('../../src/config/build.ts')>('config/build')
const { parseConfig } = await load<typeof import('../../src/config/parse.ts')>('config/parse')
const dashboards = await load<typeof import('../../src/dashboard/dashboard.ts')>('dashboard/dashboard')
const { runTraining } = await load<typeof import('../../src/library/training.ts')>('library/training')

/**
 * A real training with a real dashboard, in this process, that trains only when a test says so: nothing to wait for,
 * and no core is busy while a page is looked at.
 */
export class SteppedTraining {
  readonly dashboard: Dashboard
  /** What the dashboard told the user. */
  readonly notices: readonly string[]
  /** Aborted once the page asked to stop. */
  readonly interruption: AbortController
  /** Generations that the dashboard was told of. */
  generation = 0
  /** What the dashboard is told of a generation; default: all as it is. */
  told: (event: GenerationEvent) => GenerationEvent = (event) => event
  private readonly events: ReturnType<typeof runTraining>

  private constructor(
    built: Awaited<ReturnType<typeof buildRun>>,
    dashboard: Dashboard,
    interruption: AbortController,
    notices: readonly string[],
  ) {
    this.dashboard = dashboard
    this.interruption = interruption
    this.notices = notices
    this.events = runTraining(built, { folder: null, warn: () => {}, signal: interruption.signal })
  }

  static async open(config: ConfigInput): Promise<SteppedTraining> {
    const notices: string[] = []
    const interruption = new AbortController()
    const onNotice = (line: string): void => void notices.push(line)
    const built = await buildRun(parseConfig({ name: 'c', ...(config as object) }), {
      directory: import.meta.dirname,
      workers: 0,
      onNotice,
    })
    const dashboard = await dashboards.Dashboard.open(built, {
      port: 0,
      stops: stopsOf(built.config),
      signal: interruption.signal,
      onStop: () => interruption.abort(),
      onNotice,
    })
    return new SteppedTraining(built, dashboard, interruption, notices)
  }

  /** Trains so many generations, less if the training ends; resolves when the dashboard lets the next one begin. */
  async step(count: number): Promise<void> {
    for (let k = 0; k < count; k++) {
      const step = await this.events.next()
      if (step.done === true) {
        await this.dashboard.end(endingOf(step.value))
        return
      }
      this.generation = step.value.generation
      await this.dashboard.watch(this.told(step.value))
    }
  }

  /** Leaves the training, whatever it does. */
  async close(): Promise<void> {
    await this.dashboard.end({ text: 'The test is over.', well: true })
  }
}
