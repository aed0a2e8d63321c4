import { setFlagsFromString } from 'node:v8'
import { exit } from './exit.ts'
import type { Host } from './host.ts'

/** The streams and the environment of this process. */
export const processHost: Host = {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
}

/** Node.js 20 needs a flag for relaxed SIMD. Later versions always have it and do not know the flag. */
export function allowRelaxedSimd(): void {
  if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd')
}

/** Ignores closed pipes: `evolve … | head` is not an error, and a training continues without a reader. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (closedPipe.has(error.code)) return
      process.stderr.write(`evolve: the output could not be written: ${error.message}\n`)
      process.exit(exit.failed)
    })
  }
}

/** Error codes for a pipe or terminal that is gone. */
const closedPipe: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])
