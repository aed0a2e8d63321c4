import { setFlagsFromString } from 'node:v8'
import { CommanderError } from 'commander'
import { EvolveError } from '../errors.ts'
import { withPort } from './dashboard.ts'
import { exit } from './exit.ts'
import { checkCommand, createProgram } from './program.ts'

/**
 * Runs the command line.
 * @param args without node and the script
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  allowRelaxedSimd()
  outliveTheReader()
  let code: number = exit.done
  const program = createProgram((status) => {
    code = status
  })
  try {
    checkCommand(program, args)
    await program.parseAsync(withPort(args), { from: 'user' })
    return code
  } catch (error) {
    return report(error)
  }
}

/** Node.js 20 keeps relaxed SIMD behind a flag; later ones know it, and no longer know the flag. */
function allowRelaxedSimd(): void {
  if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd')
}

/** `evolve … | head` is no error, and a training goes on whether someone listens or not. */
function outliveTheReader(): void {
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

/** One line for what the user can mend; a stack trace for what only we can. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage
  if (error instanceof EvolveError) {
    process.stderr.write(`evolve: ${error.message}\n`)
    return error.code === 'input' ? exit.usage : exit.failed
  }
  const trace = error instanceof Error ? error.stack : String(error)
  process.stderr.write(`evolve: this is a bug in evolve-mlp, please report it\n${trace}\n`)
  return exit.failed
}
