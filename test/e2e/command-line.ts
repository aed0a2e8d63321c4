import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LiveStream } from '../../src/cli/terminal/live-output.ts'
import { built, dist } from './built.ts'

/** The command line as it was built. */
export const program: string = join(dist, 'bin/evolve.js')

/** What the program calls, from the same build. */
const { main } = await built<typeof import('../../src/cli/main.ts')>('cli/main')

/** How a process ended. */
export interface Ending {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A process under way. */
export interface Running {
  readonly process: ChildProcess
  readonly ending: Promise<Ending>
  /** Resolves once stderr or stdout hold the text. */
  says(text: string): Promise<void>
}

/** Starts `evolve` with its output in pipes. */
export function start(cwd: string, ...args: readonly string[]): Running {
  return startWith({}, cwd, ...args)
}

/** Starts `evolve` as `start` does, with some variables in its environment. */
export function startWith(
  variables: Readonly<Record<string, string>>,
  cwd: string,
  ...args: readonly string[]
): Running {
  return startBy([], variables, cwd, ...args)
}

/** Starts `evolve` as `startWith` does, by a program that becomes it, which the first words name. */
export function startBy(
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
  cwd: string,
  ...args: readonly string[]
): Running {
  const env = { ...process.env, ...variables }
  const all = [...words, process.execPath, program, ...args]
  const child = spawn(all[0]!, all.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  processes.push(child)
  const heard = { stdout: '', stderr: '' }
  const listeners: (() => void)[] = []
  const listen = (name: 'stdout' | 'stderr'): void => {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      heard[name] += text
      for (const listener of listeners) listener()
    })
  }
  listen('stdout')
  listen('stderr')
  const ending = new Promise<Ending>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...heard }))
  })
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (`${heard.stdout}\n${heard.stderr}`.includes(text)) resolve()
      }
      listeners.push(look)
      look()
      void ending.then((end) => reject(new Error(`ended without ${JSON.stringify(text)}: ${end.stderr}`)))
    })
  return { process: child, ending, says }
}

/** Runs `evolve` to its end, as a process. */
export function evolve(cwd: string, ...args: readonly string[]): Promise<Ending> {
  return start(cwd, ...args).ending
}

let busy = false

/**
 * Runs `evolve` to its end in this process, which takes milliseconds where a process takes most of a second. One at a
 * time: the working directory is that of the whole process.
 */
export async function evolveHere(cwd: string, ...args: readonly string[]): Promise<Ending> {
  if (busy) throw new Error('expected one command line at a time, found another one under way')
  const heard = { stdout: '', stderr: '' }
  const streamOf = (name: keyof typeof heard): LiveStream => ({ write: (text) => (heard[name] += text) })
  const before = process.cwd()
  busy = true
  process.chdir(cwd)
  try {
    const code = await main(args, { stdout: streamOf('stdout'), stderr: streamOf('stderr'), environment: {} })
    return { code, ...heard }
  } finally {
    process.chdir(before)
    busy = false
  }
}

const folders: string[] = []
const processes: ChildProcess[] = []

/** Removes what the tests of a file have left. */
export function cleanUp(): void {
  // Those of a test that failed.
  for (const process of processes.splice(0)) process.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** A new folder with these files, gone after the tests of the file that asked for it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** The names of everything below a folder, sorted; of checkpoints only their folder. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('.checkpoint'))
    .sort()
}

export function readText(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8')
}

// biome-ignore lint/suspicious/noExplicitAny: files are checked field by field
export function readJson(...path: readonly string[]): any {
  return JSON.parse(readText(...path))
}
