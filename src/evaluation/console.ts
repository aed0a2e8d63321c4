import { Console } from 'node:console'
import { performance } from 'node:perf_hooks'
import { Writable } from 'node:stream'
import { type Log, shown } from './scorers/custom/host.ts'

/** A worker may print this many lines a second, and so many letters a line. */
const mostLines = 1000
const mostLetters = 2000

/** A log that leaves out what is too much, so that code which prints in a loop does not fill all memory. */
export function limitedLog(log: Log, clock: () => number = performance.now.bind(performance)): Log {
  let since = clock()
  let lines = 0
  return (line) => {
    if (clock() - since >= 1000) {
      if (lines > mostLines) log(`… ${lines - mostLines} lines left out`)
      since = clock()
      lines = 0
    }
    lines++
    if (lines <= mostLines) log(line.length > mostLetters ? `${line.slice(0, mostLetters)}…` : line)
  }
}

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

/**
 * Prints errors that nobody catches, instead of ending this thread or process with them. They come after the evaluation
 * that caused them, so they would cost another individual, which one would depend on chance.
 */
export function captureErrors(log: Log): void {
  process.on('uncaughtException', (error) => log(`an error that nobody caught: ${shown(error)}`))
  process.on('unhandledRejection', (error) => log(`a rejection that nobody caught: ${shown(error)}`))
}

function lines(log: Log): Writable {
  let rest = ''
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const parts = (rest + chunk.toString()).split('\n')
      rest = parts.pop()!.slice(0, mostLetters + 1)
      for (const line of parts) log(line)
      done()
    },
  })
}
