import type { Command } from 'commander'
import { choice, collect, defaultCommand, helpOption, otherOptions } from './arguments.ts'
import type { Surroundings } from './surroundings.ts'

const engines = ['auto', 'native', 'wasm', 'reference']
const engineText = 'what computes; the bits are the same'
const setText = 'set a key of the config, null removes it; may be given more than once'
const dashboardText = 'serve a page that shows the training live; default port: any free one'
const queueText = 'hand generations to the machines that run evolve worker, through Redis at this URL'
const waitText = 'with a queue: wait for workers and for Redis, however long'
const openText = 'open the dashboard, or else the report, in your browser'

/**
 * Commands that train.
 * @returns the default command
 */
export function addTrainCommands(program: Command, { host, setExitCode, run }: Surroundings): Command {
  const train = program
    .command(defaultCommand, { isDefault: true })
    .description('train a network from a config (the default command)')
    .argument('<config>', 'a .yaml, .json, .mjs or .ts file')
    .optionsGroup('Training options:')
    .option('-s, --seed <n>', 'seed; overrides the one in the config')
    .option('-g, --generations <n>', 'number of generations; overrides stop.generations')
    .option('--repeats <n>', 'train this many times, with the seeds seed, seed+1, …')
    .option('--set <key=value>', setText, collect)
    .optionsGroup('Computing options:')
    .option('-w, --workers <n>', 'number of worker threads, 0 for none; default: one per core')
    .addOption(choice('--engine <name>', engineText, engines))
    .option('--queue <url>', queueText)
    .option('--wait', waitText)
    .optionsGroup('Output options:')
    .option('-o, --out <dir>', 'folder of the run: new or empty; default: runs/<name>')
    .option('--dashboard [port]', dashboardText)
    .option('--open', openText)
    .option('-q, --quiet', 'print only errors and warnings')
    .optionsGroup(otherOptions)
    .helpOption(...helpOption)
    .action(async (config: string, options) => {
      const { train } = await import('../train/train.ts')
      setExitCode(await train(config, options, host))
    })

  program
    .command('resume')
    .description('go on with a run that was interrupted, from its newest checkpoint')
    .argument('<run>', 'the folder of a run, its name or its config')
    .option('-w, --workers <n>', 'number of worker threads, 0 for none; the result does not depend on it')
    .option('-g, --generations <n>', 'another number of generations')
    .option('--set <key=value>', 'another value of a key of stop, or of how long finetune takes', collect)
    .option('--queue <url>', queueText)
    .option('--wait', waitText)
    .option('--force', 'go on although data, module, config or version have changed')
    .option('--dashboard [port]', dashboardText)
    .option('--open', openText)
    .option('-q, --quiet', 'print only errors and warnings')
    .action(async (argument: string, options) => {
      const { resume } = await import('../resume/resume.ts')
      const { isUnfinished } = await import('../../run/folder/claim-folder.ts')
      const need = { file: 'run.json', doing: 'resuming', prefers: isUnfinished }
      setExitCode(await resume(await run(argument, need), options, host))
    })

  program
    .command('compare')
    .description('train several strategies with the same budget, several times each: a table and a picture')
    .argument('<config>', 'a config; its key compare selects what is compared')
    .option('-w, --workers <n>', 'number of simultaneous trainings; default: one per core')
    .option('-s, --seed <n>', 'first seed; overrides the one in the config')
    .addOption(choice('--engine <name>', engineText, engines))
    .option('-o, --out <dir>', 'folder of the comparison: new or empty; default: runs/<name>-compare')
    .option('--repeats <n>', 'number of trainings each; overrides compare.repeats')
    .option('--set <key=value>', setText, collect)
    .option('--dashboard [port]', 'serve a page that shows all trainings live; default port: any free one')
    .option('--open', openText)
    .option('-q, --quiet', 'print only errors and warnings')
    .action(async (config: string, options) => {
      const { compare } = await import('../compare/compare.ts')
      setExitCode(await compare(config, options, host))
    })

  program
    .command('verify')
    .description('run a run again and compare: the same seed must give the same generations')
    .argument('<run>', 'the folder of a run, its name or its config')
    .option('-w, --workers <list>', 'numbers of worker threads, such as 1,2,8; default: 1 and one per core')
    .option('-q, --quiet', 'print only the results, errors and warnings')
    .action(async (argument: string, options) => {
      const { verify } = await import('../verify.ts')
      const need = { file: 'run.json', doing: 'verifying' }
      setExitCode(await verify(await run(argument, need), options, host))
    })

  return train
}
