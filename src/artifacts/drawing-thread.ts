import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Piscina } from 'piscina'
import { compiledModules } from '../wasm-modules.ts'
import type { Drawn } from './draw.ts'

/**
 * Draws the pictures of a run folder on a thread of its own, so that the calling thread stays responsive.
 * @param signal ends the thread once aborted; each picture is then complete or absent
 */
export async function drawOnThread(folder: string, signal: AbortSignal): Promise<Drawn> {
  const piscina = new Piscina<string, Drawn>({
    filename: pathToFileURL(createRequire(import.meta.url).resolve('#workers/draw')).href,
    minThreads: 1,
    maxThreads: 1,
    workerData: compiledModules(),
  })
  try {
    return await new Promise<Drawn>((resolve, reject) => {
      piscina.on('error', reject)
      piscina.run(folder, { signal }).then(resolve, reject)
    })
  } catch (error) {
    const why = signal.aborted ? 'interrupted' : (error as Error).message
    return { written: [], warnings: [`not all pictures drawn: ${why}`] }
  } finally {
    await piscina.destroy()
  }
}
