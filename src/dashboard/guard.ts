import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** 256 bits, in letters that a URL takes as they are. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Who may see the dashboard: who knows the token, which is the first part of every path, and calls the server by the
 * name it was printed with. So neither a page of another origin nor one whose name was bound to 127.0.0.1 (DNS
 * rebinding) gets an answer, whatever it knows.
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
   * @returns the path behind the token and without a query, `''` for the page itself; null for a request that is to be
   *   refused, and is to learn no more than that
   */
  admit({ headersDistinct, method, url = '' }: IncomingMessage): string | null {
    const [, token = '', ...rest] = url.split('?', 1)[0]!.split('/')
    const { host, origin } = headersDistinct
    // Digests are of one length, whatever was sent; and the comparison takes as long for any of them.
    const known = timingSafeEqual(digestOf(token), this.digest)
    const called = only(host, this.host)
    // Browsers tell the origin of whatever changes something.
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
