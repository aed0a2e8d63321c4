import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { drawOnThread } from '../../artifacts/drawing-thread.ts'
import { snapshotsName } from '../../library/champion-recorder.ts'

/**
 * Draws the pictures of a run that has ended. What goes wrong is said, no more.
 * @param interrupted what ends the drawing; a signal that was aborted before has ended the training, and counts no more
 */
export async function drawPictures(
  folder: string,
  interrupted: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  if (existsSync(join(folder, snapshotsName))) tell('drawing the film')
  const signal = interrupted.aborted ? new AbortController().signal : interrupted
  const { warnings } = await drawOnThread(folder, signal)
  for (const line of warnings) tell(line)
}
