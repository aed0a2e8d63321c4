import { InputError } from '../../errors.ts'
import { writeFollowed } from '../../files/link-target.ts'
import { refusal } from '../../files/refusal.ts'

/**
 * Writes the whole file of `--out`.
 * @throws InputError if it cannot be written
 */
export function writeOut(path: string, content: string | Uint8Array): void {
  try {
    writeFollowed(path, content)
  } catch (cause) {
    const expected = 'a file that can be written'
    throw new InputError({ file: path, field: '--out', expected, found: refusal(cause) }, { cause })
  }
}
