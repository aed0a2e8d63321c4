import type { Command } from 'commander'
import type { Surroundings } from './surroundings.ts'

const queueText = 'where Redis or Valkey is: redis://host:6379, or rediss:// for TLS'
const prefixText = 'what the names of all keys begin with; default: evolve'
const passwordText = 'a file that holds the password; default: EVOLVE_QUEUE_PASSWORD, with EVOLVE_QUEUE_USER'

/** Commands for trainings on several machines. */
export function addFleetCommands(program: Command, { host, setExitCode }: Surroundings): void {
  program
    .command('worker')
    .description('score individuals for trainings on other machines, until Ctrl-C')
    .requiredOption('--queue <url>', queueText)
    .option('-w, --workers <n>', 'number of worker threads; default: one per core')
    .option('--allow-code', 'run the fitness modules that trainings bring: code of whoever may use the queue')
    .option('--name <name>', 'as messages and pages show it; default: host and process')
    .option('--prefix <text>', prefixText)
    .option('--password-file <file>', passwordText)
    .option('-q, --quiet', 'print only errors and what fitness modules log')
    .action(async (options) => {
      const { worker } = await import('../fleet/worker.ts')
      setExitCode(await worker(options, host))
    })

  const queue = program
    .command('queue')
    .helpCommand(false)
    .description('look after the queue of trainings on several machines')
  queue
    .command('clean')
    .description('remove what trainings have left in Redis whose process has died')
    .requiredOption('--queue <url>', queueText)
    .option('--all', 'remove that of living trainings and workers too')
    .option('--prefix <text>', prefixText)
    .option('--password-file <file>', passwordText)
    .action(async (options) => {
      const { clean } = await import('../fleet/clean.ts')
      await clean(options, host)
    })
}
