import { availableParallelism } from 'node:os'
import { AdaptiveExecutor } from './adaptive.ts'
import type { Executor } from './executor.ts'
import type { Handler, Workplace } from './handler.ts'
import { InProcessExecutor } from './in-process.ts'
import { JointExecutor } from './joint.ts'
import { PoolExecutor } from './pool.ts'

/** Where the program's own code scores. */
export interface QuickestOptions {
  /** The number of threads; 0 scores in process. */
  readonly workers: number
  /** Called once if the threads are not worth starting. */
  readonly onNotice: (line: string) => void
  /** Gives milliseconds, to find out whether threads are worth starting. Default: the real time. */
  readonly clock?: (() => number) | undefined
}

/**
 * Runs jobs of a scorer that is the program's own wherever that is quickest: in process, on threads, or on both.
 * @param own the handler of the coordinator's slot, with a scorer that returns no promises
 */
export function quickestExecutor(
  workplace: Workplace,
  own: Handler,
  { workers, onNotice, clock }: QuickestOptions,
): Executor {
  const here = new InProcessExecutor(own)
  if (workers === 0) return here
  const startThreads = (): Executor => {
    const pool = new PoolExecutor(workplace, workers)
    // Threads that wait for a core would hold up those that wait for them.
    return workers > availableParallelism() ? pool : new JointExecutor(workplace, own, pool)
  }
  return new AdaptiveExecutor(here, startThreads, onNotice, clock)
}
