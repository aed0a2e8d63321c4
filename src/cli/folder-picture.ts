import type { DrawRequest } from '../artifacts/drawing/messages.ts'
import type { Draw } from '../artifacts/drawing/pool.ts'
import { EvolveError } from '../errors.ts'
import type { RunFolder } from '../run/folder/run-folder.ts'

/** Draws a picture of several trainings into their folder. If that fails, this only warns, since the figures are saved. */
export async function drawInto(
  folder: RunFolder,
  request: DrawRequest,
  draw: Draw,
  warn: (line: string) => void,
): Promise<void> {
  const reply = await draw(request)
  if (reply.kind !== 'drawn') {
    warn(`the picture of all trainings was not drawn: ${reply.message}`)
    return
  }
  try {
    for (const { name, bytes } of reply.files) folder.write(name, bytes)
  } catch (error) {
    if (!(error instanceof EvolveError)) throw error
    warn(error.message)
  }
}
