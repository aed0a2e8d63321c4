import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { EvolveError, InputError } from '../errors.ts'
import type { FromThread, ThreadSetup } from './thread-messages.ts'

/**
 * Starts the dashboard's thread.
 * @returns the thread, and the address of its page
 * @throws InputError if the port is not available
 */
export async function openThread(
  setup: ThreadSetup,
): Promise<{ readonly worker: Worker; readonly url: string }> {
  const worker = new Worker(createRequire(import.meta.url).resolve('#workers/dashboard'), {
    workerData: setup,
  })
  const answer = await new Promise<FromThread>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  if (answer.kind === 'listening') return { worker, url: answer.url }
  await worker.terminate()
  throw refusal(setup.port, answer as FromThread & { kind: 'refused' })
}

function refusal(port: number, { code, message }: { code: string; message: string }): EvolveError {
  const field = '--dashboard'
  if (code === 'EADDRINUSE') {
    const hint = 'without a number it takes a free one'
    return new InputError({ field, expected: 'a free port', found: `${port}, which is in use`, hint })
  }
  if (code === 'EACCES') {
    return new InputError({ field, expected: 'a port that this user may open', found: String(port) })
  }
  return new EvolveError('run', `the dashboard could not be opened: ${message}`)
}
