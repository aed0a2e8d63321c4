import { setFlagsFromString } from 'node:v8'
import { exit } from './exit.ts'
import type { Host } from './host.ts'

/** The streams and the environment of this process. */
export const processHost: Host = {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
}

/** Node.js 20 keeps relaxed SIMD behind a flag; later ones know it, and no longer know the flag. */
export function allowRelaxedSimd(): void {
  if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd')
}

/** `evolve … | head` is no error, and a training goes on whether someone listens or not. */
export function outliveTheReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (goneAway.has(error.code)) return
      process.stderr.write(`evolve: the output could not be written: ${error.message}\n`)
      process.exit(exit.failed)
    })
  }
}

/** The reader of a pipe, or the terminal, is no longer there. */
const goneAway: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])
