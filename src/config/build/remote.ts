import { resolve } from 'node:path'
import { InputError } from '../../errors.ts'
import type { Workplace } from '../../evaluation/handler.ts'
import { findCredentials, parseUrl } from '../../fleet/address.ts'
import type { FitnessNotice, Manifest } from '../../fleet/manifest.ts'
import { QueueExecutor } from '../../fleet/queue-executor.ts'
import { type ModuleNotice, sendModule } from '../../fleet/sent-module.ts'
import type { CustomTask } from '../../tasks/task.ts'
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
  const { passwordFile } = executor
  return new QueueExecutor(workplace, {
    queue: executor,
    address: parseUrl(executor.url, 'executor.url'),
    credentials: findCredentials(given, passwordFile === null ? null : resolve(directory, passwordFile)),
    name,
    manifest: { ...parts, spec, fitness: fitness && { ...fitness, module: fitness.module() } },
    onNotice,
  })
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
