import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'

/** The command line as it was built; `npm test` builds it first. */
export const program: string = join(import.meta.dirname, '../../dist/bin/evolve.js')

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
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
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

/** Runs `evolve` to its end. */
export function evolve(cwd: string, ...args: readonly string[]): Promise<Ending> {
  return start(cwd, ...args).ending
}

const folders: string[] = []
const processes: ChildProcess[] = []
afterAll(() => {
  // Those of a test that failed.
  for (const process of processes) process.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

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

/** The names of everything below a folder, sorted. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
}

export function readText(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8')
}

// biome-ignore lint/suspicious/noExplicitAny: files are checked field by field
export function readJson(...path: readonly string[]): any {
  return JSON.parse(readText(...path))
}
