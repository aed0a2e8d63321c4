import { createRequire } from 'node:module'
import { Command } from 'commander'
import type { Host } from '../host.ts'
import type { RunNeed } from '../run-argument.ts'
import { columnsOf } from '../terminal/columns.ts'
import { helpOption, otherOptions } from './arguments.ts'
import { addFleetCommands } from './fleet-commands.ts'
import { addRunCommands } from './run-commands.ts'
import { addSetUpCommands } from './set-up-commands.ts'
import type { Surroundings } from './surroundings.ts'
import { addTrainCommands } from './train-commands.ts'

/** The width of help in a pipe. */
const pipeColumns = 80

/** The commands and their options. Each command is in its own file, which loads when the command is run. */
export function createProgram(host: Host, setExitCode: Surroundings['setExitCode']): Command {
  const { version, description } = createRequire(import.meta.url)('evolve-mlp/package.json') as {
    version: string
    description: string
  }
  const run = async (argument: string, need: RunNeed): Promise<string> => {
    const { runOf } = await import('../run-argument.ts')
    return runOf(argument, need, (line) => host.stderr.write(`${line}\n`))
  }
  const program = new Command('evolve')
  program
    .description(description)
    .usage('[options] <config>\n       evolve <command> …')
    .helpOption(...helpOption)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => columnsOf(host.stdout) ?? pipeColumns,
      getErrHelpWidth: () => columnsOf(host.stderr) ?? pipeColumns,
      outputError: (text, write) => write(text.replace(/^error: /, 'evolve: ').replace(/\n(?=.)/g, ' ')),
    })
    .showSuggestionAfterError(true)
    .addHelpText('after', '\nThe options of another command: evolve help <command>')
  const surroundings = { host, setExitCode, run }
  addSetUpCommands(program.commandsGroup('Begin:'), surroundings)
  program.helpCommand('help [command]', 'show the help of a command')
  const train = addTrainCommands(program.commandsGroup('Train:'), surroundings)
  addRunCommands(program.commandsGroup('Use a run:'), surroundings)
  addFleetCommands(program.commandsGroup('Use other machines:'), surroundings)
  // Commands have inherited the option for help without this group.
  program.optionsGroup(otherOptions).helpOption(...helpOption)
  program.version(version, '-V, --version', 'show the version')
  showOptionsOf(train, program)
  return program
}

/** Shows the options of the default command in the help of the program too, which takes them. */
function showOptionsOf(command: Command, program: Command): void {
  const help = program.createHelp()
  program.configureHelp({
    visibleOptions: (shown) => [...(shown === program ? command.options : []), ...help.visibleOptions(shown)],
    // Groups in the order of what is shown, of which not all belongs to the command.
    groupItems: (_, visible, groupOf) => help.groupItems(visible, visible, groupOf),
  })
}
