import { InputError } from '../../errors.ts'
import { refusal } from '../../run/refusal.ts'
import { writeWhole } from '../../run/whole-file.ts'

/**
 * Writes the file that `--out` names, whole.
 * @throws InputError where the disk refuses it
 */
export function writeOut(path: string, content: string | Uint8Array): void {
  try {
    writeWhole(path, content)
  } catch (cause) {
    const expected = 'a file that can be written'
    throw new InputError({ file: path, field: '--out', expected, found: refusal(cause) }, { cause })
  }
}
