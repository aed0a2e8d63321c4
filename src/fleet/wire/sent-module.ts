/** A fitness of the user's own on its way to another machine: its module and what that imports by relative paths. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { EvolveError } from '../../errors.ts'
import { hashModule, moduleFiles } from '../../tasks/custom/source-hash.ts'
import type { ModuleDelivery } from '../options.ts'

/** How a worker gets the module of a fitness. */
export type ModuleNotice =
  /** With the run. Names are relative to the root, with `/`; the first file is the module itself. */
  | {
      readonly kind: 'sent'
      /** The folder that they are in where the run is, absolute, for messages. */
      readonly root: string
      readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
    }
  /** From a disk that both machines see. */
  | { readonly kind: 'path'; readonly path: string; readonly hash: string }
  /** It is part of the program: the kind of its task. */
  | { readonly kind: 'shipped'; readonly problem: string }

/** @param file absolute */
export function sendModule(file: string, delivery: ModuleDelivery): ModuleNotice {
  if (delivery === 'path') return { kind: 'path', path: file, hash: hashModule(file) }
  const files = moduleFiles(file)
  const root = commonFolder(files)
  const name = (path: string): string => relative(root, path).split(sep).join('/')
  const all = [file, ...files.filter((path) => path !== file)]
  return {
    kind: 'sent',
    root,
    files: all.map((path) => ({ name: name(path), bytes: new Uint8Array(readFileSync(path)) })),
  }
}

/** What the names of folders for modules begin with on this machine; the process and something random follow. */
const ownFolders = `.evolve-worker-${hostname()}-`

/** Removes the folders of workers that were killed. */
export function sweepModules(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(ownFolders)) continue
    const pid = Number.parseInt(name.slice(ownFolders.length), 10)
    if (pid > 0 && !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A module that a worker can load. */
export interface ReceivedModule {
  /** Absolute. */
  readonly path: string
  /** Names of files in a text as they are where the run is. */
  original(text: string): string
  /** Removes what was written for it. */
  remove(): void
}

/**
 * Writes the files of a module to a new folder, so that it can be loaded; or finds it on a shared disk.
 * @param parent the folder for the new one; packages are found from there
 * @throws EvolveError for files that would lie elsewhere, and for a module that is not there or not the same
 */
export function receiveModule(
  notice: Exclude<ModuleNotice, { kind: 'shipped' }>,
  parent: string,
): ReceivedModule {
  if (notice.kind === 'path') return { path: sameModule(notice), original: (text) => text, remove: () => {} }
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, `${ownFolders}${process.pid}-`))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const paths = notice.files.map(({ name, bytes }) => {
      const path = resolve(folder, name)
      if (!path.startsWith(folder + sep))
        throw new EvolveError('run', `module: expected a file inside its folder, found ${name}`)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, bytes)
      return path
    })
    const original = (text: string): string => text.replaceAll(folder, () => notice.root)
    return { path: paths[0]!, original, remove }
  } catch (error) {
    remove()
    throw error
  }
}

function sameModule({ path, hash }: Extract<ModuleNotice, { kind: 'path' }>): string {
  const refuse = (found: string): EvolveError =>
    new EvolveError('run', `${path}: expected the module of the run at the same path, found ${found}`)
  let found: string
  try {
    found = hashModule(path)
  } catch (error) {
    throw refuse((error as Error).message)
  }
  if (found !== hash) throw refuse('another')
  return path
}

/** The deepest folder that holds all files. */
function commonFolder(files: readonly string[]): string {
  return files.map(dirname).reduce((common, folder) => {
    let shared = common
    while (folder !== shared && !folder.startsWith(shared.endsWith(sep) ? shared : shared + sep)) {
      if (dirname(shared) === shared) throw new EvolveError('run', `${folder}: expected a module on one disk`)
      shared = dirname(shared)
    }
    return shared
  })
}
