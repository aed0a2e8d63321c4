import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Command } from 'commander'
import { InputError, quote } from '../errors.ts'
import { didYouMean } from '../nearest.ts'
import { compare } from './compare/compare.ts'
import type { Host } from './host.ts'
import { init } from './init.ts'
import { predict } from './predict/predict.ts'
import { report } from './report.ts'
import { columnsOf } from './terminal/width.ts'
import { train } from './train/train.ts'
import { validate } from './validate.ts'

/** What a command does besides returning: it says how the program ends. */
export type SetExitCode = (code: number) => void

/** Help in a pipe is as wide as this. */
const pipeColumns = 80

/** The commands and their options; each command is a file of its own. */
export function createProgram(host: Host, setExitCode: SetExitCode): Command {
  const { version, description } = createRequire(import.meta.url)('evolve-mlp/package.json') as {
    version: string
    description: string
  }
  const program = new Command('evolve')
  program
    .description(description)
    .version(version, '-V, --version')
    .helpOption('-h, --help', 'what there is to say')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => columnsOf(host.stdout) ?? pipeColumns,
      getErrHelpWidth: () => columnsOf(host.stderr) ?? pipeColumns,
      outputError: (text, write) => write(text.replace(/^error: /, 'evolve: ').replace(/\n(?=.)/g, ' ')),
    })
    .showSuggestionAfterError(true)
    .addHelpText('after', '\nTo train: evolve <config>. Its options: evolve help train')

  program
    .command('train', { isDefault: true })
    .description('train as a config says (the default command)')
    .argument('<config>', 'a .yaml, .json, .mjs or .ts file')
    .option('-w, --workers <n>', 'worker threads, 0 for none; default: one a core')
    .option('-s, --seed <n>', 'instead of the seed in the config')
    .option('-o, --out <dir>', 'folder of the run: new or empty; default: runs/<name>')
    .option('-g, --generations <n>', 'instead of stop.generations')
    .option('--repeats <n>', 'train this often, with the seeds seed, seed+1, …')
    .option('--set <key=value>', 'any key of the config; may be given more than once', collect)
    .option('--dashboard [port]', 'serve a page that shows the training live; default port: any free one')
    .option('-q, --quiet', 'print errors alone')
    .action(async (config: string, options) => {
      setExitCode(await train(config, options, host))
    })

  program
    .command('compare')
    .description('train several strategies under one budget, each several times: a table and a picture')
    .argument('<config>', 'a config; its key compare says what is compared')
    .option('-w, --workers <n>', 'trainings at a time; default: one a core')
    .option('-s, --seed <n>', 'the first seed, instead of that in the config')
    .option('-o, --out <dir>', 'folder of the comparison: new or empty; default: runs/<name>-compare')
    .option('--repeats <n>', 'instead of compare.repeats')
    .option('--set <key=value>', 'any key of the config; may be given more than once', collect)
    .option('-q, --quiet', 'print errors alone')
    .action(async (config: string, options) => {
      setExitCode(await compare(config, options, host))
    })

  program
    .command('validate')
    .description('check a config and its data, and print it with every default filled in')
    .argument('<config>', 'a config file')
    .option('--set <key=value>', 'any key of the config; may be given more than once', collect)
    .action(async (config: string, options) => {
      await validate(config, options, host)
    })

  program
    .command('init')
    .description('write a first config')
    .argument('[dir]', 'folder', '.')
    .action((directory: string) => {
      init(directory, host)
    })

  program
    .command('predict')
    .description('let a trained network answer for new rows, or draw the picture that it has learnt')
    .argument('<run>', 'the folder of a run, or a model file')
    .argument(
      '[data]',
      'a .csv, .tsv or .json file with the columns of the training data; none for a picture',
    )
    .option('-o, --out <file>', 'write a .csv or .json file instead of printing CSV; for a picture a .png')
    .option('--size <WxH>', 'of the picture, 800x600 for one; default: that of the one it learnt from')
    .option('--missing <policy>', 'a row with an empty cell: refuse or drop', 'refuse')
    .action(async (run: string, data: string | undefined, options) => {
      await predict(run, data, options, host)
    })

  program
    .command('report')
    .description('make the report of a run again, while it goes on too: one HTML file')
    .argument('<run>', 'the folder of a run')
    .option('-o, --out <file>', 'another place than report.html in the folder')
    .action((run: string, options) => {
      report(run, options, host)
    })

  return program
}

/**
 * A first word that is neither a command nor a config would be taken for a config by the default command.
 * @throws InputError for one that looks like a misspelt command
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
