import { join } from 'node:path'
import { parseConfig } from '../config/parse.ts'
import type { Config } from '../config/schema.ts'
import { applyOverrides, type Override } from '../config/set.ts'
import type { ComputationChoice } from '../kernels/computation.ts'
import { readJson } from '../run/folder/read-file.ts'
import type { RunRecord } from '../run/folder/record.ts'

/** The file of a run folder with its config: every default is filled in, paths are relative to the folder. */
export const configName = 'config.json'

/**
 * The config of a run.
 * @param overrides changes of it
 * @throws InputError for a folder without a config, and for one that is not valid
 */
export function readRunConfig(folder: string, overrides: readonly Override[] = []): Config {
  const config = applyOverrides(completeConfig(readJson(folder, configName)), overrides)
  return parseConfig(config, { file: join(folder, configName), overrides })
}

/** The config of a run with the arithmetic that it had, whatever this machine would choose; any engine gives its bits. */
export function asComputed(config: Config, record: Pick<RunRecord, 'arithmetic'>): Config {
  const { arithmetic } = record as Pick<Config, 'arithmetic'>
  return { ...config, engine: 'auto', arithmetic }
}

/** The computation of a run that is run on or again: its arithmetic, on the engine that the config asks for. */
export function recordedComputation(
  config: Config,
  record: Pick<RunRecord, 'arithmetic'>,
): ComputationChoice {
  return { engine: config.engine, arithmetic: asComputed(config, record).arithmetic }
}

/** The configs of 0.1 know no engine: `reference` was an arithmetic. */
export function completeConfig(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('arithmetic' in value)) return value
  return value.arithmetic === 'reference' ? { ...value, engine: 'reference', arithmetic: 'strict' } : value
}
