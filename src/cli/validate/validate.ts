import { resolve } from 'node:path'
import type { BuiltRun } from '../../config/build.ts'
import { parseOverrides } from '../../config/set.ts'
import { resolvedConfig } from '../../library/resolved-config.ts'
import type { Host } from '../host.ts'
import { build, readJob } from '../job.ts'
import { columnsOf } from '../terminal/columns.ts'
import { paintFor } from '../terminal/paint.ts'
import { preview } from './preview.ts'

/** The options of the command: unchecked texts. */
export interface ValidateOptions {
  readonly set?: readonly string[]
  readonly json?: boolean
}

/**
 * `evolve validate <config>`: reads config and data like a training, and prints what it would do. Nothing is written and no
 * thread trains.
 */
export async function validate(path: string, { set, json }: ValidateOptions, host: Host): Promise<void> {
  const job = await readJob(path, {}, parseOverrides(set))
  const { stdout, environment } = host
  // On a thread, so that a fitness which hangs or exits is reported.
  const { queue: _, ...local } = job
  const described = { ...local, workers: Math.max(1, job.workers) }
  const built = await build(described, job.read.config.seed, () => {})
  try {
    stdout.write(
      json === true
        ? `${JSON.stringify(whole(built), null, 2)}\n`
        : preview(built, job, paintFor(stdout, environment), columnsOf(stdout)),
    )
  } finally {
    await built.evaluator.close()
  }
}

/** The config with every default, whose paths start where those of the file do. */
function whole(built: BuiltRun): object {
  const { out } = built.config
  const config = resolvedConfig(built, resolve(built.directory)) as object
  return { ...config, ...(out !== undefined && { out }) }
}
