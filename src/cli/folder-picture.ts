import { EvolveError } from '../errors.ts'
import type { RunFolder } from '../run/folder.ts'

/** Draws a picture of several trainings into their folder. If that fails, this only warns, since the figures are saved. */
export function drawInto(
  folder: RunFolder,
  name: string,
  draw: () => Uint8Array,
  warn: (line: string) => void,
): void {
  try {
    folder.write(name, draw())
  } catch (error) {
    const { message } = error as Error
    warn(error instanceof EvolveError ? message : `${name} was not drawn: ${message}`)
  }
}
