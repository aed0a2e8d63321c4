import { stringify } from 'yaml'
import { buildRun } from '../config/build.ts'
import { readConfig } from '../config/read.ts'
import { parseOverrides } from '../config/set.ts'
import type { Host } from './host.ts'
import { heading } from './train/heading.ts'

/** `evolve validate <config>`: reads config and data like a training, and prints what it would train. */
export async function validate(
  path: string,
  options: { readonly set?: readonly string[] },
  { stdout }: Host,
): Promise<void> {
  const { config, directory, file, hash } = await readConfig(path, parseOverrides(options.set))
  // On a thread, so that a fitness which hangs or exits is reported.
  const built = await buildRun(config, { directory, file, hash, workers: 1, onNotice: () => {} })
  stdout.write(
    `# ${heading(built).trim().replaceAll('\n', '\n# ')}\n${stringify(config, { aliasDuplicateObjects: false })}`,
  )
}
