import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { drawOnThread } from '../../artifacts/drawing-thread.ts'
import { snapshotsName } from '../../library/champion-recorder.ts'
import type { TrainingProgress } from './progress.ts'

/**
 * Draws the pictures of a run that has ended. Errors are reported but not thrown.
 * @param interrupted ends the drawing
 */
export async function drawPictures(
  folder: string,
  interrupted: AbortSignal,
  live: Pick<TrainingProgress, 'notice' | 'warning'>,
): Promise<void> {
  if (existsSync(join(folder, snapshotsName))) live.notice('drawing the film')
  const { warnings } = await drawOnThread(folder, interrupted)
  for (const line of warnings) live.warning(line)
}
