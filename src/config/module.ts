import { pathToFileURL } from 'node:url'
import { InputError, quote } from '../errors.ts'

/**
 * The config that a module exports by default: an object, or a function (which may be async) that returns it.
 * TypeScript is loaded with jiti, since no version of Node.js supports all of it, and the oldest supports none of it.
 *
 * @param file absolute path
 * @throws InputError if the module does not load, throws, or has no default export
 */
export async function importConfig(file: string): Promise<unknown> {
  const loaded = await attempt('a module that loads', () => load(file))
  if (!Object.hasOwn(loaded, 'default')) {
    const found = Object.keys(loaded).join(', ')
    throw new InputError({ expected: 'a default export', found: found === '' ? 'no export' : quote(found) })
  }
  const config = (loaded as { default: unknown }).default
  return typeof config === 'function'
    ? await attempt('a function that returns the config', () => config())
    : config
}

async function load(file: string): Promise<object> {
  const url = pathToFileURL(file).href
  if (!/\.m?ts$/i.test(file)) return import(url)
  // Loaded only when needed, since it makes every start slower.
  const { createJiti } = await import('jiti')
  return createJiti(import.meta.url, { fsCache: false }).import<object>(url)
}

async function attempt<T>(expected: string, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError({ expected, found: `an error: ${message(error)}` }, { cause: error })
  }
}

/** The first line of a thrown error or other value. */
function message(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : quote(error)
  return text.trim().split(/[\r\n]/)[0]!
}
