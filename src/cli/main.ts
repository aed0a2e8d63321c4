import { CommanderError } from 'commander'
import { exit } from './exit.ts'
import type { Host } from './host.ts'
import { checkCommand, withPort } from './program/arguments.ts'
import { createProgram } from './program/program.ts'

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
    await checkCommand(program, args)
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync(withPort(args), { from: 'user' })
  } catch (error) {
    code = await report(error, host)
  }
  return withOutput(code, host)
}

/** The exit code of a command, if also all of its output was taken. */
function withOutput(code: number, { stdout, stderr }: Host): number {
  const refused = stdout.refused ?? stderr.refused ?? null
  if (refused === null) return code
  stderr.write(`evolve: the output could not be written: ${refused}\n`)
  return code === exit.done ? exit.failed : code
}

/** Prints one line for an error that the user can fix, and a stack trace for a bug. What it needs is loaded only then. */
async function report(thrown: unknown, { stderr }: Host): Promise<number> {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exit.done : exit.usage
  const { EvolveError } = await import('../errors.ts')
  const { shortageOf } = await import('../shortage.ts')
  const error = thrown instanceof EvolveError ? thrown : (shortageOf(thrown) ?? thrown)
  if (error instanceof EvolveError) {
    // A line for each issue.
    stderr.write(`evolve: ${error.message.replaceAll('\n', '\nevolve: ')}\n`)
    return error.code === 'input' ? exit.usage : exit.failed
  }
  const trace = error instanceof Error ? error.stack : String(error)
  stderr.write(`evolve: this is a bug in evolve-mlp, please report it\n${trace}\n`)
  return exit.failed
}
