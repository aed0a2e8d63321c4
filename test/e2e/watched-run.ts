import { expect, onTestFinished } from 'vitest'
import { folderWith, type Running, start } from './command-line.ts'

/** A config of a training that goes on until it is stopped. */
export const endless = `network: { hidden: [16] }
task: { kind: classification, data: { generate: circles, samples: 500, validation: 0.2 } }
stop: { generations: 1000000 }
pictures: false
`

/** A training by command line, and the address of its dashboard. */
export interface WatchedRun {
  readonly run: Running
  readonly url: string
  /** The working directory; the run folder is `runs/c` in it. */
  readonly folder: string
}

/** Starts `evolve --dashboard` on a config; killed after the test if it still runs then. */
export async function watchedRun(config: string, ...args: readonly string[]): Promise<WatchedRun> {
  const folder = folderWith({ 'c.yaml': config })
  const run = start(folder, '--dashboard', 'c.yaml', ...args)
  return { run, url: await addressOf(run), folder }
}

/** The address of the dashboard of a command; the command is killed after the test if it still runs then. */
export async function addressOf(run: Running): Promise<string> {
  let stderr = ''
  onTestFinished(async () => {
    run.process.kill('SIGKILL')
    await run.ending
  })
  run.process.stderr!.on('data', (text: string) => {
    stderr += text
  })
  await run.says('dashboard: ')
  await run.says('/\n')
  const url = /dashboard: (\S+)\n/.exec(stderr)![1]!
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/$/)
  return url
}
