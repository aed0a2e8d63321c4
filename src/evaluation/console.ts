import { Console } from 'node:console'
import { Writable } from 'node:stream'
import type { Log } from './scorers/custom/host.ts'

/** Sends what the code of this thread prints to `log`, line by line, instead of the output of the process. */
export function captureConsole(log: Log): void {
  const [stdout, stderr] = [lines(log), lines(log)]
  globalThis.console = new Console({ stdout, stderr })
  for (const [stream, to] of [
    [process.stdout, stdout],
    [process.stderr, stderr],
  ] as const) {
    stream.write = to.write.bind(to) as typeof stream.write
  }
}

/**
 * Sends what goes through `console` in this thread to `log`, line by line. The streams of the process stay.
 * @returns a function that ends it
 */
export function redirectConsole(log: Log): () => void {
  const before = globalThis.console
  globalThis.console = new Console({ stdout: lines(log), stderr: lines(log) })
  return () => {
    globalThis.console = before
  }
}

function lines(log: Log): Writable {
  let rest = ''
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const parts = (rest + chunk.toString()).split('\n')
      rest = parts.pop()!
      for (const line of parts) log(line)
      done()
    },
  })
}
