import { resolve } from 'node:path'
import { InputError } from '../../errors.ts'
import type { Workplace } from '../../evaluation/handler.ts'
import { QueueExecutor } from '../../fleet/coordinator/queue-executor.ts'
import type { SessionOptions } from '../../fleet/coordinator/session.ts'
import { type Credentials, findCredentials, parseUrl } from '../../fleet/link/address.ts'
import { loadBullMQ } from '../../fleet/link/packages.ts'
import { RedisLink } from '../../fleet/link/redis.ts'
import type { FitnessNotice, Manifest } from '../../fleet/wire/manifest.ts'
import { type ModuleNotice, sendModule } from '../../fleet/wire/sent-module.ts'
import type { CustomTask } from '../../tasks/task.ts'
import type { ExecutorConfig } from '../schema.ts'
import type { RunParts } from './parts.ts'

/** What workers on other machines build their side of a run from, beside its spec. */
export interface RemoteParts extends Omit<Manifest, 'spec' | 'fitness'> {
  readonly fitness: (Omit<FitnessNotice, 'module'> & { readonly module: () => ModuleNotice }) | null
}

/**
 * The executor that hands generations to a queue; null if threads of this machine score. It does not connect yet.
 * @throws InputError for a fitness that cannot be sent
 */
export function remoteExecutor(
  { config, directory, queue: given, onNotice }: RunParts,
  workplace: Workplace,
  { fitness, ...parts }: RemoteParts,
): QueueExecutor | null {
  const { executor, name } = config
  if (executor === undefined || given === null) return null
  const { engine: _, ...spec } = workplace.spec
  return new QueueExecutor(workplace, {
    ...{ queue: executor, name, ...placeOf(executor, given, directory) },
    manifest: { ...parts, spec, fitness: fitness && { ...fitness, module: fitness.module() } },
    onNotice,
  })
}

/**
 * Finds out whether Redis is there and lets us in, before anything is written. A run that waits however long waits here already.
 * @throws EvolveError, InputError if not
 */
export async function checkQueue(
  executor: ExecutorConfig,
  given: Credentials,
  { directory, onNotice }: Pick<RunParts, 'directory' | 'onNotice'>,
): Promise<void> {
  const place = placeOf(executor, given, directory)
  await loadBullMQ()
  const patienceMs = executor.wait === false ? Number.POSITIVE_INFINITY : 0
  // The run says the rest when it connects.
  const link = await RedisLink.connect({ ...place, patienceMs, onNotice: () => {}, onWait: onNotice })
  try {
    await link.rehearse(executor.prefix)
  } finally {
    link.close()
  }
}

function placeOf(
  { url, passwordFile }: ExecutorConfig,
  given: Credentials,
  directory: string,
): Pick<SessionOptions, 'address' | 'credentials'> {
  const file =
    passwordFile === null ? null : { path: resolve(directory, passwordFile), field: 'executor.passwordFile' }
  return { address: parseUrl(url, 'executor.url'), credentials: findCredentials(given, file) }
}

/**
 * How workers get the code of a fitness.
 * @throws InputError for one that is an object of this process
 */
export function noticeOf({ config }: RunParts, { module, shipped }: CustomTask): ModuleNotice {
  if (module === undefined) {
    throw new InputError({
      field: 'executor',
      expected: 'a fitness in a module, since a function cannot be sent to other machines',
      found: 'a function of your program',
    })
  }
  if (shipped) return { kind: 'shipped', problem: config.task.kind }
  return sendModule(module, config.executor!.modules)
}
