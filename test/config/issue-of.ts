import { InputError } from '../../src/errors.ts'

/** The message of the InputError that an action raises; anything else that it does fails the test. */
export function messageOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    return lineOf(error)
  }
  throw new Error('expected an InputError, found none')
}

export async function messageOfAsync(action: () => Promise<unknown>): Promise<string> {
  try {
    await action()
  } catch (error) {
    return lineOf(error)
  }
  throw new Error('expected an InputError, found none')
}

function lineOf(error: unknown): string {
  if (!(error instanceof InputError)) throw error
  return error.message
}
