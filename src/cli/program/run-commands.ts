import type { Command, Option } from 'commander'
import { choice } from './arguments.ts'
import type { Surroundings } from './surroundings.ts'

/** How `replay` is debugged. */
const replayHelp = `
The fitness runs in this process, so breakpoints work, in TypeScript too:
  NODE_OPTIONS=--inspect-brk evolve replay <run> 1
  node --inspect-brk "$(which evolve)" replay <run> 1
Then open chrome://inspect, or attach an editor. The exit code is 0 if the result is that of the run, else 1.`

const headerHelp = 'the file does not name its columns, as in training with header: false'

function missing(): Option {
  const help = 'what to do with rows that have an empty cell; mean fills in that of training'
  return choice('--missing <policy>', help, ['refuse', 'drop', 'mean']).default('refuse')
}

function decimal(): Option {
  return choice('--decimal <sign>', 'decimal sign of the numbers; default: found as in training', ['.', ','])
}

/** Commands that use a run. */
export function addRunCommands(program: Command, { host, setExitCode, run }: Surroundings): void {
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
    .addOption(missing())
    .addOption(decimal())
    .option('--no-header', headerHelp)
    .action(async (argument: string, data: string | undefined, options) => {
      const { predict } = await import('../predict/predict.ts')
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
    .option('--unweighted', 'count all classes alike in the loss; default: by the class weights of the run')
    .option('--json', 'print the figures as JSON')
    .addOption(missing())
    .addOption(decimal())
    .option('--no-header', headerHelp)
    .action(async (argument: string, data: string, options) => {
      const { evaluate } = await import('../evaluate/evaluate.ts')
      const need = { file: 'champion.json', doing: 'evaluating' }
      await evaluate(await run(argument, need), data, options, host)
    })

  program
    .command('report')
    .description('draw all pictures of a run again, and its HTML report, also while the run goes on')
    .argument('<run>', 'the folder of a run, its name or its config')
    .option('-o, --out <file>', 'where the report goes; default: report.html in the folder of the run')
    .option('--open', 'open the report in your browser')
    .action(async (argument: string, options) => {
      const { report } = await import('../report.ts')
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
      const { runs } = await import('../listing/runs.ts')
      runs(directory, options, host)
    })

  program
    .command('play')
    .description(
      'evaluate the champion of a run on fresh episodes, which the run has not seen: tasks without samples',
    )
    .argument('<run>', 'the folder of a run, its name or its config')
    .option('-n, --episodes <n>', 'number of episodes', '100')
    .option('--trace <file>', 'write the first episode as .csv, a line for each step: task control')
    .action(async (argument: string, options) => {
      const { play } = await import('../play.ts')
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
      const { replay } = await import('../replay.ts')
      const need = { file: 'run.json', doing: 'replaying an individual of' }
      setExitCode(await replay(await run(argument, need), individual, host))
    })
}
