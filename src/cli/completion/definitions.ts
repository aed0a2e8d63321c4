/** What a shell completes, as plain data made from the definitions of the commands. */
import type { Argument, Command, Option } from 'commander'

/** What a value may be. */
export type CompletedValue =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** `free` is anything, which nobody can complete. */
  | { readonly kind: 'config' | 'run' | 'folder' | 'file' | 'free' }

export interface CompletedOption {
  /** `-w` and `--workers`, or the long one alone. */
  readonly flags: readonly string[]
  readonly description: string
  /** Null if it takes none. */
  readonly value: CompletedValue | null
  /** Whether it may stand without its value. */
  readonly optional: boolean
}

export interface CompletedCommand {
  readonly name: string
  readonly description: string
  readonly options: readonly CompletedOption[]
  readonly values: readonly CompletedValue[]
}

export interface CompletedProgram {
  readonly name: string
  /** The default command, with the options of the program itself. */
  readonly main: CompletedCommand
  /** All commands by name, the default one too. */
  readonly commands: readonly CompletedCommand[]
}

/** The endings of a config. */
export const configEndings: readonly string[] = ['yaml', 'yml', 'json', 'js', 'mjs', 'ts', 'mts']

/** @param main the name of the default command */
export function completedProgram(program: Command, main: string): CompletedProgram {
  const all = program.createHelp().visibleCommands(program)
  const names = all.map((command) => command.name())
  const commands = all.map((command) => completedCommand(command, names))
  const first = commands.find(({ name }) => name === main)!
  // The help of the program shows both.
  const own = program.createHelp().visibleOptions(program).map(completedOption)
  return { name: program.name(), main: { ...first, options: own }, commands }
}

function completedCommand(command: Command, names: readonly string[]): CompletedCommand {
  const options = command.createHelp().visibleOptions(command).map(completedOption)
  const values = command.registeredArguments.map((argument): CompletedValue => {
    const { argChoices } = argument
    return argument.name() === 'command'
      ? { kind: 'words', words: names }
      : completedValue(argument.name(), argChoices)
  })
  return { name: command.name(), description: command.description(), options, values }
}

function completedOption({
  short,
  long,
  flags,
  description,
  required,
  optional,
  argChoices,
}: Option): CompletedOption {
  const name = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? ''
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    value: required || optional ? completedValue(name, argChoices) : null,
    optional,
  }
}

/** The name of a value says what it may be, as in the help. */
function completedValue(name: string, choices: Argument['argChoices']): CompletedValue {
  if (choices !== undefined) return { kind: 'words', words: choices }
  if (name === 'config' || name === 'run' || name === 'file') return { kind: name }
  if (name === 'dir') return { kind: 'folder' }
  return { kind: name === 'data' ? 'file' : 'free' }
}
