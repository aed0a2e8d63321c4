/** What the command line says before commander reads it, and how commander is to read it. */
import { existsSync } from 'node:fs'
import { type Command, Option } from 'commander'

/**
 * Finds misspelt commands, which the default command would take for a config.
 * @throws InputError for a first word that looks like a misspelt command
 */
export async function checkCommand(program: Command, [word]: readonly string[]): Promise<void> {
  const commands = ['help', ...program.commands.map((command) => command.name())]
  if (word === undefined || !/^\w+$/.test(word) || commands.includes(word) || existsSync(word)) return
  const { InputError, quote } = await import('../../errors.ts')
  const { didYouMean } = await import('../../nearest.ts')
  const hint = didYouMean(word, commands) ?? `the commands are ${commands.join(', ')}`
  throw new InputError({ expected: 'a config file or a command', found: quote(word), hint })
}

/** Completes `--dashboard` without a port to `--dashboard=0`, since the next argument may be the config. */
export function withPort(args: readonly string[]): string[] {
  const end = args.indexOf('--')
  return args.map((arg, place) => {
    const bare = arg === '--dashboard' && (end < 0 || place < end)
    return bare && !/^\d+$/.test(args[place + 1] ?? '') ? '--dashboard=0' : arg
  })
}

/** The option for help: its flags and its description. */
export const helpOption: readonly [string, string] = ['-h, --help', 'show this help']

/** The command that needs no name. */
export const defaultCommand = 'train'

/** The heading of options of which a command has more groups. */
export const otherOptions = 'Other options:'

/** An option that takes one of several words. The command checks them itself, with a hint in its message. */
export function choice(flags: string, description: string, words: readonly string[]): Option {
  const option = new Option(flags, description)
  option.argChoices = [...words]
  return option
}

/** Collects the values of an option that may be given more than once. */
export function collect(value: string, values: readonly string[] = []): string[] {
  return [...values, value]
}
