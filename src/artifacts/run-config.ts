import type { Config } from '../config/schema.ts'
import type { ReadRun } from './read-run.ts'

/** The config of a run with the engine and the arithmetic that it had, whatever this machine would choose. */
export function configOf({ config, record }: Pick<ReadRun, 'config' | 'record'>): Config {
  const { engine, arithmetic } = record as Pick<Config, 'engine' | 'arithmetic'>
  return { ...config, engine, arithmetic }
}
