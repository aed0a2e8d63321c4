import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Asset } from './assets.ts'
import type { Listener } from './broadcaster.ts'
import { Guard } from './guard.ts'
import type { Command } from './messages.ts'

/** Connections at a time. Others are not answered. */
const mostConnections = 4096

/** Bytes of a request's body. */
const mostBytes = 1024

/** What the page may do: load from this server, and nothing else. */
const policy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Sent with every answer, refusals included. */
const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

const commands: ReadonlyMap<string, Command> = new Map([
  ['pause', 'pause'],
  ['resume', 'resume'],
  ['stop', 'stop'],
])

/** Handles the requests that are not for a file. */
export interface ServerHandler {
  /** Adds a page, which gets all events until its connection closes. */
  listen(listener: Listener): void
  leave(listener: Listener): void
  command(command: Command): void
}

export interface ServerOptions {
  /** 0 for any free one. */
  readonly port: number
  readonly token: string
  /** By the path after the token. */
  readonly assets: ReadonlyMap<string, Asset>
  readonly handler: ServerHandler
}

/** An HTTP server that only this machine can reach, on 127.0.0.1. */
export class DashboardServer {
  private readonly server: Server
  private readonly options: ServerOptions
  private guard: Guard | null = null

  private constructor(options: ServerOptions) {
    this.options = options
    this.server = createServer({ keepAliveTimeout: 5000 }, (request, response) => {
      this.answer(request, response)
    })
    this.server.maxConnections = mostConnections
  }

  /** @throws the system's error if the port is not available */
  static async open(options: ServerOptions): Promise<DashboardServer> {
    const made = new DashboardServer(options)
    const { server } = made
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: '127.0.0.1', port: options.port, backlog: mostConnections }, resolve)
    })
    made.guard = new Guard(options.token, made.port)
    return made
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/${this.options.token}/`
  }

  /** Accepts no more requests; resolves when every answer has left, after `graceMs` at the latest. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    this.server.closeIdleConnections()
    const timer = setTimeout(() => this.server.closeAllConnections(), graceMs)
    await closed
    clearTimeout(timer)
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const path = this.guard?.admit(request) ?? null
    if (path === null) refuse(response, 403)
    else if (Number(request.headers['content-length'] ?? 0) > mostBytes) refuse(response, 413)
    else if (request.method === 'GET') {
      readBody(request, response, () => {})
      this.get(path, response)
    } else if (request.method === 'POST') readBody(request, response, () => this.post(path, response))
    else refuse(response, 405)
  }

  private get(path: string, response: ServerResponse): void {
    const asset = this.options.assets.get(path)
    if (path === 'events') this.listen(response)
    else if (asset === undefined) refuse(response, 404)
    else response.writeHead(200, { 'Content-Type': asset.type }).end(asset.body)
  }

  private post(path: string, response: ServerResponse): void {
    const command = commands.get(path)
    if (command === undefined) {
      refuse(response, 404)
      return
    }
    this.options.handler.command(command)
    response.writeHead(204).end()
  }

  private listen(response: ServerResponse): void {
    const { handler } = this.options
    // Without chunked encoding a message is one write to the socket.
    response.removeHeader('Transfer-Encoding')
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
    response.socket?.setNoDelay(true)
    response.on('close', () => handler.leave(response))
    response.on('error', () => handler.leave(response))
    handler.listen(response)
  }
}

/** Reads a body, which never matters, up to the limit; a longer one ends the connection. @param done called at its end */
function readBody(request: IncomingMessage, response: ServerResponse, done: () => void): void {
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= mostBytes) return
    request.removeAllListeners('data').removeListener('end', done).pause()
    if (response.headersSent) request.destroy()
    else refuse(response, 413)
  })
  request.on('end', done)
}

function refuse(response: ServerResponse, status: 403 | 404 | 405 | 413): void {
  const words = {
    403: 'Forbidden',
    404: 'Not Found',
    405: 'Method Not Allowed',
    413: 'Content Too Large',
  } as const
  // A refused client does not keep its connection.
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    .end(words[status])
}
