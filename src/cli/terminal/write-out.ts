import { InputError } from '../../errors.ts'
import { writeFollowed } from '../../files/link-target.ts'
import { refusal } from '../../files/refusal.ts'

/**
 * Writes the whole file that an option names.
 * @throws InputError if it cannot be written
 */
export function writeOut(path: string, content: string | Uint8Array, field = '--out'): void {
  try {
    writeFollowed(path, content)
  } catch (cause) {
    const expected = 'a file that can be written'
    throw new InputError({ file: path, field, expected, found: refusal(cause) }, { cause })
  }
}
