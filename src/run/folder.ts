import {
  appendFileSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../errors.ts'
import type { GenerationEvent } from './events.ts'

/** Lines of metrics wait at most this long before they reach the disk. */
const flushEveryMs = 500

/** The folder of one run. Files in it are whole or absent: each is written beside its place and moved there. */
export class RunFolder {
  readonly path: string
  private pending = ''
  private flushedAt = 0

  private constructor(path: string) {
    this.path = path
  }

  /**
   * Takes a folder for a run: a new one, or one that is empty.
   * @throws InputError if it holds anything already or cannot be written to; then nothing is left behind
   */
  static claim(path: string): RunFolder {
    let created: string | undefined
    try {
      created = mkdirSync(path, { recursive: true })
      const found = readdirSync(path)
      if (found.length > 0) throw occupied(path, found)
      const folder = new RunFolder(path)
      folder.write('metrics.jsonl', '')
      return folder
    } catch (cause) {
      if (created !== undefined) removeEmpty(path, created)
      throw cause instanceof InputError ? cause : unwritable(path, cause)
    }
  }

  /** Takes the first of `path`, `path-2`, `path-3`, … that is free. */
  static claimNext(path: string): RunFolder {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? path : `${path}-${number}`
      try {
        return RunFolder.claim(candidate)
      } catch (error) {
        if (!(error instanceof InputError && error.complaint.found.startsWith('a folder that holds')))
          throw error
      }
    }
  }

  /** Writes a file whole: a reader, or a crash, finds the old content or the new. */
  write(name: string, content: string | Uint8Array): void {
    const path = join(this.path, name)
    const beside = `${path}.part`
    const file = openSync(beside, 'w')
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } catch (error) {
      closeSync(file)
      rmSync(beside, { force: true })
      throw error
    }
    closeSync(file)
    renameSync(beside, path)
  }

  writeJson(name: string, value: unknown): void {
    this.write(name, `${JSON.stringify(value, null, 2)}\n`)
  }

  /**
   * Adds a generation to the metrics. What the disk refuses is kept and tried again with the next one.
   * @throws the disk's error, nothing lost
   */
  append(event: GenerationEvent): void {
    this.pending += `${JSON.stringify(event)}\n`
    if (event.timing.elapsedMs - this.flushedAt < flushEveryMs) return
    this.flushedAt = event.timing.elapsedMs
    this.flush()
  }

  /** Brings every generation to the disk. */
  flush(): void {
    if (this.pending === '') return
    appendFileSync(join(this.path, 'metrics.jsonl'), this.pending)
    this.pending = ''
  }
}

function occupied(path: string, found: readonly string[]): InputError {
  return new InputError({
    file: path,
    field: '--out',
    expected: 'a new or empty folder',
    found: `a folder that holds ${found.includes('run.json') ? 'a run' : `files, ${found[0]} for one`}`,
    hint: 'name another one or remove it',
  })
}

function unwritable(path: string, cause: unknown): InputError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'an error'
  const reasons: Record<string, string> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'a read-only file system',
    ENOSPC: 'a full disk',
    ENOTDIR: 'a file where a folder should be',
    EEXIST: 'a file of that name',
  }
  return new InputError(
    { file: path, field: '--out', expected: 'a folder that can be written to', found: reasons[code] ?? code },
    { cause },
  )
}

/** Removes the folders that were made on the way to `path`, from the inside out, as far as they are empty. */
function removeEmpty(path: string, created: string): void {
  try {
    for (let at = path; at.length >= created.length; at = join(at, '..')) rmdirSync(at)
  } catch {
    // Someone put something there meanwhile: it is theirs.
  }
}
