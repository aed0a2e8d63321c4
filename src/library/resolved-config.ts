import { relative, resolve, sep } from 'node:path'
import { keptStartName } from '../config/build/start.ts'
import type { BuiltRun } from '../config/build.ts'
import { listedContestants } from '../config/contestant-names.ts'
import type { Json } from '../plain-data.ts'
import { taskKind } from '../tasks/index.ts'

/**
 * The content of `config.json`: file paths are relative to the run folder, what the folder keeps has its name there, and there
 * is no `out`.
 */
export function resolvedConfig(
  { config: { out: _, from, ...config }, directory }: Pick<BuiltRun, 'config' | 'directory'>,
  folder: string,
): Json {
  const fromThere = (file: string): string =>
    relative(resolve(folder), resolve(directory, file)).replaceAll(sep, '/')
  const { contestants, ...compare } = config.compare ?? {}
  const { executor } = config
  const secret = executor?.passwordFile ?? null
  const resolved = {
    ...config,
    task: taskKind(config.task).relocated(config.task, fromThere),
    ...(executor && secret !== null && { executor: { ...executor, passwordFile: fromThere(secret) } }),
    ...(from && { from: { ...from, model: keptStartName } }),
    ...(contestants && { compare: { ...compare, contestants: listedContestants(contestants) } }),
  }
  return JSON.parse(JSON.stringify(resolved)) as Json
}
