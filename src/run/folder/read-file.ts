import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InputError, quote } from '../../errors.ts'
import { refusal } from '../../files/refusal.ts'
import { readWhole } from '../../files/whole-file.ts'

/**
 * A file that every run folder has, as JSON.
 * @throws InputError for a folder that holds no run, and for a file that is no JSON
 */
export function readJson(folder: string, name: string): unknown {
  const text = required(folder, name).toString()
  try {
    return JSON.parse(text)
  } catch (cause) {
    const file = join(folder, name)
    throw new InputError({ file, expected: 'JSON', found: quote(text.slice(0, 40)) }, { cause })
  }
}

/**
 * A file of a run folder; null if there is no such file.
 * @throws InputError if it cannot be read
 */
export function readOptional(folder: string, name: string): Buffer | null {
  const file = join(folder, name)
  try {
    return readWhole(file)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOTDIR')
      throw new InputError({ file: folder, expected: 'the folder of a run', found: 'a file' }, { cause })
    throw new InputError({ file, expected: 'a readable file', found: refusal(cause) }, { cause })
  }
}

function required(folder: string, name: string): Buffer {
  const bytes = readOptional(folder, name)
  if (bytes !== null) return bytes
  const found = existsSync(folder) ? `no ${name} in it` : 'no such folder'
  throw new InputError({ file: folder, expected: 'the folder of a run', found })
}
