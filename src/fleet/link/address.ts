import { readFileSync } from 'node:fs'
import { InputError, quote } from '../../errors.ts'

/** Who asks Redis. */
export interface Credentials {
  readonly username?: string | undefined
  readonly password?: string | undefined
}

/** Where Redis is. It holds no secret. */
export interface QueueAddress {
  /** As it is shown: without user and password. */
  readonly url: string
  readonly host: string
  readonly port: number
  readonly database: number
  readonly tls: boolean
}

const expected = 'redis://host:port or rediss://host:port, with /number for another database'

/**
 * Takes a URL apart.
 * @param field what the URL is, for messages
 * @throws InputError that does not repeat user and password
 */
export function parseUrl(text: string, field: string): QueueAddress & { readonly credentials: Credentials } {
  const refuse = (found: string): InputError => new InputError({ field, expected, found })
  // The text may hold a password.
  const shown = text.includes('@') ? 'a text that is no such URL' : quote(text)
  let parsed: URL
  try {
    parsed = new URL(text)
    decodeURIComponent(parsed.username + parsed.password)
  } catch {
    throw refuse(shown)
  }
  const { protocol, hostname, port, pathname, username, password, search, hash } = parsed
  if (protocol !== 'redis:' && protocol !== 'rediss:') throw refuse(shown)
  if (hostname === '') throw refuse('no host')
  const database = /^\/?(\d{0,5})$/.exec(pathname)?.[1]
  if (database === undefined || search !== '' || hash !== '')
    throw refuse(quote(`${pathname}${search}${hash}`))
  const tls = protocol === 'rediss:'
  const [number, path] = [Number(port || 6379), database === '' ? '' : `/${database}`]
  return {
    url: `${protocol}//${hostname}:${number}${path}`,
    // Brackets belong to the URL, not to the address.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: number,
    database: Number(database),
    tls,
    credentials: {
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
    },
  }
}

/** The names of the environment variables with user and password. */
const userVariable = 'EVOLVE_QUEUE_USER'
const passwordVariable = 'EVOLVE_QUEUE_PASSWORD'

/** A file that holds the password. */
export interface PasswordFile {
  /** Absolute. */
  readonly path: string
  /** The option or key that names it, for messages. */
  readonly field: string
}

/**
 * User and password: of the URL that a command was given, else from a file, else from the environment.
 * @param file null for none
 * @throws InputError for a file that cannot be read, or is empty
 */
export function findCredentials(
  given: Credentials,
  file: PasswordFile | null,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Credentials {
  const username = given.username ?? environment[userVariable]
  const password = given.password ?? (file === null ? environment[passwordVariable] : passwordOf(file))
  return { username, password }
}

function passwordOf({ path, field }: PasswordFile): string {
  const refuse = (found: string, cause?: unknown): InputError =>
    new InputError({ file: path, field, expected: 'a file with the password', found }, { cause })
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw refuse(code === 'ENOENT' ? 'no file' : code === 'EISDIR' ? 'a folder' : message, error)
  }
  const password = text.replace(/\r?\n$/, '')
  if (password === '') throw refuse('an empty one')
  return password
}
