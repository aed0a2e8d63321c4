import { InputError } from '../../../src/errors.ts'

/** The one line that the user would read; fails where the call raises anything but an InputError. */
export function issue(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    if (error.message.includes('\n')) throw new Error(`more than one line: ${error.message}`)
    return error.message
  }
  throw new Error('expected an InputError, found none')
}
