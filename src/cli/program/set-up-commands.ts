import { Argument, type Command } from 'commander'
import { templateNames } from '../init/templates.ts'
import { choice, collect, defaultCommand } from './arguments.ts'
import type { Surroundings } from './surroundings.ts'

/** Where a shell looks for the script. */
const completionHelp = `
For this shell, and in its start-up file for all later ones:
  bash, zsh   eval "$(evolve completion bash)"
  fish        evolve completion fish | source`

/** Commands that come before a training. */
export function addSetUpCommands(program: Command, { host }: Surroundings): void {
  program
    .command('init')
    .description('write a first config, or a first fitness of your own')
    .argument('[dir]', 'folder', '.')
    .addOption(
      choice('--template <name>', 'default: the first; custom: a simulation that you score', templateNames),
    )
    .option('--js', 'with --template custom: JavaScript instead of TypeScript')
    .action(async (directory: string, options) => {
      const { init } = await import('../init/init.ts')
      init(directory, options, host)
    })

  program
    .command('validate')
    .description('check a config and its data, and say what a training would do')
    .argument('<config>', 'a config file')
    .option(
      '--set <key=value>',
      'set a key of the config, null removes it; may be given more than once',
      collect,
    )
    .option('--json', 'print the config with every default instead')
    .action(async (config: string, options) => {
      const { validate } = await import('../validate/validate.ts')
      await validate(config, options, host)
    })

  const shell = new Argument('<shell>', 'where to complete')
  shell.argChoices = ['bash', 'zsh', 'fish']
  program
    .command('completion')
    .description('print a script that completes commands, options and files in a shell')
    .addArgument(shell)
    .addHelpText('after', completionHelp)
    .action(async (shell: string) => {
      const { completion } = await import('../completion/completion.ts')
      completion(shell, program, defaultCommand, host)
    })
}
