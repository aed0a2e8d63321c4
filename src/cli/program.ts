import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Command } from 'commander'
import { InputError, quote } from '../errors.ts'
import { didYouMean } from '../nearest.ts'
import { decimalHelp, headerHelp, missingHelp, replayHelp } from './help.ts'
import type { Host } from './host.ts'
import type { RunNeed } from './run-argument.ts'
import { columnsOf } from './terminal/width.ts'

/** Sets the exit code of the program. */
export type SetExitCode = (code: number) => void

/** The width of help in a pipe. */
const pipeColumns = 80

/** The commands and their options. Each command is in its own file, which loads when the command is run. */
export function createProgram(host: Host, setExitCode: SetExitCode): Command {
  const { version, description } = createRequire(import.meta.url)('evolve-mlp/package.json') as {
    version: string
    description: string
  }
  const run = async (argument: string, need: RunNeed): Promise<string> => {
    const { runOf } = await import('./run-argument.ts')
    return runOf(argument, need, (line) => host.stderr.write(`${line}\n`))
  }
  const program = new Command('evolve')
  program
    .description(description)
    .version(version, '-V, --version')
    .helpOption('-h, --help', 'show this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => columnsOf(host.stdout) ?? pipeColumns,
      getErrHelpWidth: () => columnsOf(host.stderr) ?? pipeColumns,
      outputError: (text, write) => write(text.replace(/^error: /, 'evolve: ').replace(/\n(?=.)/g, ' ')),
    })
    .showSuggestionAfterError(true)
    .addHelpText('after', '\nTo train: evolve <config>. For its options: evolve help train')

  program
    .command('train', { isDefault: true })
    .description('train a network from a config (the default command)')
    .argument('<config>', 'a .yaml, .json, .mjs or .ts file')
    .option('-w, --workers <n>', 'number of worker threads, 0 for none; default: one per core')
    .option('-s, --seed <n>', 'seed; overrides the one in the config')
    .option('--engine <name>', 'what computes: auto, native, wasm or reference; the bits are the same')
    .option('-o, --out <dir>', 'folder of the run: new or empty; default: runs/<name>')
    .option('-g, --generations <n>', 'number of generations; overrides stop.generations')
    .option('--repeats <n>', 'train this many times, with the seeds seed, seed+1, …')
    .option('--set <key=value>', 'set a key of the config; may be given more than once', collect)
    .option('--dashboard [port]', 'serve a page that shows the training live; default port: any free one')
    .option('-q, --quiet', 'print only errors and warnings')
    .action(async (config: string, options) => {
      const { train } = await import('./train/train.ts')
      setExitCode(await train(config, options, host))
    })

  program
    .command('resume')
    .description('go on with a run that was interrupted, from its newest checkpoint')
    .argument('<run>', 'the folder of a run, its name or its config')
    .option('-w, --workers <n>', 'number of worker threads, 0 for none; the result does not depend on it')
    .option('-g, --generations <n>', 'another number of generations')
    .option('--set <key=value>', 'another value of a key of stop, or of how long finetune takes', collect)
    .option('--force', 'go on although data, module, config or version have changed')
    .option('--dashboard [port]', 'serve a page that shows the training live; default port: any free one')
    .option('-q, --quiet', 'print only errors and warnings')
    .action(async (argument: string, options) => {
      const { resume } = await import('./resume/resume.ts')
      const { isUnfinished } = await import('../run/folder/claim-folder.ts')
      const need = { file: 'run.json', doing: 'resuming', prefers: isUnfinished }
      setExitCode(await resume(await run(argument, need), options, host))
    })

  program
    .command('verify')
    .description('run a run again and compare: the same seed must give the same generations')
    .argument('<run>', 'the folder of a run, its name or its config')
    .option('-w, --workers <list>', 'numbers of worker threads, such as 1,2,8; default: 1 and one per core')
    .option('-q, --quiet', 'print only the results, errors and warnings')
    .action(async (argument: string, options) => {
      const { verify } = await import('./verify.ts')
      const need = { file: 'run.json', doing: 'verifying' }
      setExitCode(await verify(await run(argument, need), options, host))
    })

  program
    .command('compare')
    .description('train several strategies with the same budget, several times each: a table and a picture')
    .argument('<config>', 'a config; its key compare selects what is compared')
    .option('-w, --workers <n>', 'number of simultaneous trainings; default: one per core')
    .option('-s, --seed <n>', 'first seed; overrides the one in the config')
    .option('--engine <name>', 'what computes: auto, native, wasm or reference; the bits are the same')
    .option('-o, --out <dir>', 'folder of the comparison: new or empty; default: runs/<name>-compare')
    .option('--repeats <n>', 'number of trainings each; overrides compare.repeats')
    .option('--set <key=value>', 'set a key of the config; may be given more than once', collect)
    .option('--dashboard [port]', 'serve a page that shows all trainings live; default port: any free one')
    .option('-q, --quiet', 'print only errors and warnings')
    .action(async (config: string, options) => {
      const { compare } = await import('./compare/compare.ts')
      setExitCode(await compare(config, options, host))
    })

  program
    .command('validate')
    .description('check a config and its data, and print it with every default filled in')
    .argument('<config>', 'a config file')
    .option('--set <key=value>', 'set a key of the config; may be given more than once', collect)
    .action(async (config: string, options) => {
      const { validate } = await import('./validate.ts')
      await validate(config, options, host)
    })

  program
    .command('init')
    .description('write a first config, or a first fitness of your own')
    .argument('[dir]', 'folder', '.')
    .option('--template <name>', 'classification (the default), or custom: a simulation that you score')
    .option('--js', 'with --template custom: JavaScript instead of TypeScript')
    .action(async (directory: string, options) => {
      const { init } = await import('./init/init.ts')
      init(directory, options, host)
    })

  program
    .command('predict')
    .description('predict new rows with a trained network, or draw the picture that it has learnt')
    .argument('<run>', 'the folder of a run, its name or its config, or a model file')
    .argument(
      '[data]',
      'a .csv, .tsv or .json file with the columns of the training data, or - for stdin; none for a picture',
    )
    .option('-o, --out <file>', 'write a .csv or .json file instead of printing CSV; for a picture a .png')
    .option('--size <WxH>', 'size of the picture, such as 800x600; default: that of the original')
    .option('--keep', 'write the columns of the data too, before the predictions')
    .option('--missing <policy>', missingHelp, 'refuse')
    .option('--decimal <sign>', decimalHelp)
    .option('--no-header', headerHelp)
    .action(async (argument: string, data: string | undefined, options) => {
      const { predict } = await import('./predict/predict.ts')
      const need = { file: 'champion.json', doing: 'predicting with' }
      await predict(await run(argument, need), data, options, host)
    })

  program
    .command('evaluate')
    .description(
      'compare the answers of a trained network with the targets of rows: the loss and other figures',
    )
    .argument('<run>', 'the folder of a run, its name or its config, or a model file')
    .argument('<data>', 'a .csv, .tsv or .json file with the columns of the training data, or - for stdin')
    .option('--loss <name>', 'the loss; default: that of the run')
    .option('--json', 'print the figures as JSON')
    .option('--missing <policy>', missingHelp, 'refuse')
    .option('--decimal <sign>', decimalHelp)
    .option('--no-header', headerHelp)
    .action(async (argument: string, data: string, options) => {
      const { evaluate } = await import('./evaluate/evaluate.ts')
      const need = { file: 'champion.json', doing: 'evaluating' }
      await evaluate(await run(argument, need), data, options, host)
    })

  program
    .command('report')
    .description('draw all pictures of a run again, and its HTML report, also while the run goes on')
    .argument('<run>', 'the folder of a run, its name or its config')
    .option('-o, --out <file>', 'where the report goes; default: report.html in the folder of the run')
    .action(async (argument: string, options) => {
      const { report } = await import('./report.ts')
      setExitCode(
        await report(await run(argument, { file: 'run.json', doing: 'reporting on' }), options, host),
      )
    })

  program
    .command('runs')
    .description('list the runs in a folder, the newest first')
    .argument('[dir]', 'the folder', 'runs')
    .option('--json', 'print them as JSON')
    .option('--html', 'write them as a page with pictures of their curves: index.html in the folder')
    .action(async (directory: string, options) => {
      const { runs } = await import('./listing/runs.ts')
      runs(directory, options, host)
    })

  program
    .command('play')
    .description(
      'evaluate the champion of a run on fresh episodes, which the run has not seen: tasks without samples',
    )
    .argument('<run>', 'the folder of a run, its name or its config')
    .option('-n, --episodes <n>', 'number of episodes', '100')
    .action(async (argument: string, options) => {
      const { play } = await import('./play.ts')
      const need = { file: 'champion.json', doing: 'playing the champion of' }
      setExitCode(await play(await run(argument, need), options, host))
    })

  program
    .command('replay')
    .description('evaluate a failed individual or the champion of a run again: tasks without samples')
    .argument('<run>', 'the folder of a run, its name or its config')
    .argument('<individual>', 'the number of a line of failures.jsonl, from 1, or champion')
    .addHelpText('after', replayHelp)
    .action(async (argument: string, individual: string) => {
      const { replay } = await import('./replay.ts')
      const need = { file: 'run.json', doing: 'replaying an individual of' }
      setExitCode(await replay(await run(argument, need), individual, host))
    })

  return program
}

/**
 * Finds misspelt commands, which the default command would take for a config.
 * @throws InputError for a first word that looks like a misspelt command
 */
export function checkCommand(program: Command, [word]: readonly string[]): void {
  const commands = ['help', ...program.commands.map((command) => command.name())]
  if (word === undefined || !/^\w+$/.test(word) || commands.includes(word) || existsSync(word)) return
  const hint = didYouMean(word, commands) ?? `the commands are ${commands.join(', ')}`
  throw new InputError({ expected: 'a config file or a command', found: quote(word), hint })
}

function collect(value: string, values: readonly string[] = []): string[] {
  return [...values, value]
}

/** Completes `--dashboard` without a port to `--dashboard=0`, since the next argument may be the config. */
export function withPort(args: readonly string[]): string[] {
  const end = args.indexOf('--')
  return args.map((arg, place) => {
    const bare = arg === '--dashboard' && (end < 0 || place < end)
    return bare && !/^\d+$/.test(args[place + 1] ?? '') ? '--dashboard=0' : arg
  })
}
