import type { Command } from 'commander'
import { InputError, quote } from '../../errors.ts'
import { didYouMean } from '../../nearest.ts'
import type { Host } from '../host.ts'
import { bashCompletion } from './bash.ts'
import { type CompletedProgram, completedProgram } from './definitions.ts'
import { fishCompletion } from './fish.ts'
import { zshCompletion } from './zsh.ts'

const scripts: Readonly<Record<string, (program: CompletedProgram) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
}

/**
 * `evolve completion <shell>`: prints a script that completes commands, options and values.
 * @param main the name of the default command
 */
export function completion(shell: string, program: Command, main: string, { stdout }: Host): void {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined
  if (script === undefined) {
    const shells = Object.keys(scripts)
    const expected = `a shell, one of ${shells.join(', ')}`
    throw new InputError({ expected, found: quote(shell), hint: didYouMean(shell, shells) })
  }
  stdout.write(script(completedProgram(program, main)))
}
