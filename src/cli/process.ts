import { closeSync, openSync } from 'node:fs'
import { isatty } from 'node:tty'
import { setFlagsFromString } from 'node:v8'
import type { Host } from './host.ts'
import { Output } from './output.ts'

/** The streams and the environment of this process. From now on no error of its output is thrown. */
export function processHost(): Host {
  const stdout = new Output(process.stdout)
  const stderr = new Output(process.stderr)
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor))
  process.on('exit', () => {
    if (stdout.hungUp || stderr.hungUp) letGo(terminals)
  })
  return {
    ...{ stdout, stderr, environment: process.env },
    // Node.js opens it when it is first asked for.
    get stdin() {
      return process.stdin
    },
  }
}

/** Node.js resets the terminal at its end, and aborts if that fails because the terminal is gone. */
function letGo(terminals: readonly number[]): void {
  for (const descriptor of terminals) {
    closeSync(descriptor)
    // It gets the number that has become free.
    openSync('/dev/null', 'r+')
  }
}

/** Node.js 20 needs a flag for relaxed SIMD. Later versions always have it and do not know the flag. */
export function allowRelaxedSimd(): void {
  if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd')
}
