import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import { parseConfig } from '../config/parse.ts'
import type { Config } from '../config/schema.ts'
import { InputError } from '../errors.ts'
import { taskKind } from '../tasks/index.ts'
import { keptDataName } from '../tasks/supervised/data/memory/kept.ts'
import type { MemoryInput } from '../tasks/supervised/data/options.ts'

/** SHA-256 of everything that a run was built from: its files, and what its folder keeps. */
export function hashesOf({ identity, kept }: BuiltRun): Readonly<Record<string, string>> {
  return { ...identity.hashes, ...Object.fromEntries(kept.map(({ key, hash }) => [key, hash])) }
}

/**
 * The files that a folder keeps of what its run was built from, each with its text.
 * @param warn is told of one that is too large
 */
export function keptTexts(
  { kept }: Pick<BuiltRun, 'kept'>,
  warn: (line: string) => void,
): (readonly [name: string, text: string])[] {
  return kept.flatMap((file): (readonly [name: string, text: string])[] => {
    const text = file.text()
    if (text !== null) return [[file.name, text]]
    warn(
      `${file.name} is not kept, since it would have more than 64 MiB: resume(folder, { data }) needs the data again`,
    )
    return []
  })
}

/**
 * The config of a run with the data that it was given in memory, which its folder may not have kept.
 * @param config of the folder
 * @param data what the program gives again; undefined for nothing
 * @throws InputError for data that is needed and not given, and for data that the run does not take
 */
export function withData(config: Config, data: MemoryInput | undefined, folder: string): Config {
  const { data: file } = taskKind(config.task).sources(config.task)
  const inMemory = file === keptDataName
  if (data === undefined) {
    if (!inMemory || existsSync(join(folder, keptDataName))) return config
    throw new InputError({
      ...{ file: `${folder}/${keptDataName}`, expected: 'the data that the run was given in memory' },
      ...{ found: 'no such file', hint: 'resume(folder, { data }) in a program takes it again' },
    })
  }
  if (inMemory) return parseConfig({ ...config, task: { ...config.task, data } })
  const expected = 'no data, since this run was not given any in memory'
  throw new InputError({ field: 'options.data', expected, found: 'some' })
}
