import { CommanderError } from 'commander'
import { EvolveError } from '../errors.ts'
import { exit } from './exit.ts'
import type { Host } from './host.ts'
import { checkCommand, createProgram } from './program.ts'
import { withPort } from './train/dashboard.ts'

/**
 * Runs the command line.
 * @param args without node and the script
 * @returns the exit code
 */
export async function main(args: readonly string[], host: Host): Promise<number> {
  let code: number = exit.done
  const program = createProgram(host, (status) => {
    code = status
  })
  try {
    checkCommand(program, args)
    await program.parseAsync(withPort(args), { from: 'user' })
    return code
  } catch (error) {
    return report(error, host)
  }
}

/** One line for what the user can mend; a stack trace for what only we can. */
function report(error: unknown, { stderr }: Host): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage
  if (error instanceof EvolveError) {
    stderr.write(`evolve: ${error.message}\n`)
    return error.code === 'input' ? exit.usage : exit.failed
  }
  const trace = error instanceof Error ? error.stack : String(error)
  stderr.write(`evolve: this is a bug in evolve-mlp, please report it\n${trace}\n`)
  return exit.failed
}
