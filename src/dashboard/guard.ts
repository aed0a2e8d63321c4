import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** 256 random bits, in characters that need no escape in a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Decides which requests are answered: those with the token as the first part of their path that call the server by the
 * address that was printed. A page of another origin gets no answer even if it knows the token, and neither does one
 * whose name points to 127.0.0.1 (DNS rebinding).
 */
export class Guard {
  private readonly host: string
  private readonly origin: string
  private readonly digest: Buffer

  constructor(token: string, port: number) {
    this.host = `127.0.0.1:${port}`
    this.origin = `http://${this.host}`
    this.digest = digestOf(token)
  }

  /**
   * @returns the path after the token, without a query, and `''` for the page itself; null to refuse the request, without
   *   saying why
   */
  admit({ headersDistinct, method, url = '' }: IncomingMessage): string | null {
    const [, token = '', ...rest] = url.split('?', 1)[0]!.split('/')
    const { host, origin } = headersDistinct
    // Digests have one length, whatever was sent, so the comparison always takes equally long.
    const known = timingSafeEqual(digestOf(token), this.digest)
    const called = only(host, this.host)
    // Browsers send the origin with every request that changes something.
    const fromHere = origin === undefined ? method === 'GET' : only(origin, this.origin)
    return known && called && fromHere && url.startsWith('/') && rest.length > 0 ? rest.join('/') : null
  }
}

function only(values: readonly string[] | undefined, wanted: string): boolean {
  return values?.length === 1 && values[0] === wanted
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
