import { join } from 'node:path'

/** The compiled program; a run of the tests begins with a build. */
export const dist: string = join(import.meta.dirname, '../../dist')

/**
 * A module of the compiled program.
 * @param path in src, without its ending
 */
export function built<Module>(path: string): Promise<Module> {
  return import(join(dist, 'src', `${path}.js`))
}
