import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '../../src/dashboard/assets.ts'
import { newToken } from '../../src/dashboard/guard.ts'
import { DashboardServer } from '../../src/dashboard/server.ts'

const token = newToken()
const heard: string[] = []
const assets: ReadonlyMap<string, Asset> = new Map([
  ['', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') }],
  ['some/script.js', { type: 'text/javascript; charset=utf-8', body: Buffer.from('1') }],
])
let server: DashboardServer

beforeAll(async () => {
  server = await DashboardServer.open({
    port: 0,
    token,
    assets,
    handler: {
      listen: (listener) => void listener.write(Buffer.from('event: history\ndata: 1\n\n')),
      leave: () => {},
      command: (command) => heard.push(command),
    },
  })
})

afterAll(async () => {
  await server.close(100)
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    })
    asked.on('error', reject).end()
  })
}

/** Everything of a refusal that could tell one from another. */
function tell({ status, headers, body }: Answer): unknown {
  const { date: _, ...rest } = headers
  return { status, headers: rest, body }
}

/** What the server says to bytes that no client of Node.js would send. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.end(text))
    let answer = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part
    })
    socket.on('error', reject).on('close', () => resolve(answer))
  })
}

describe('the server of the dashboard', () => {
  it('gives its page and its files to a client that knows the token', async () => {
    expect(await ask(`/${token}/`)).toMatchObject({ status: 200, body: '<!doctype html>' })
    expect(await ask(`/${token}/?whatever`)).toMatchObject({ status: 200 })
    expect(await ask(`/${token}/some/script.js`)).toMatchObject({ status: 200, body: '1' })
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/${token}/`)
  })

  it('refuses everything without the token, and all in the same way', async () => {
    const reference = tell(await ask('/'))
    expect(reference).toMatchObject({ status: 403, body: 'Forbidden' })
    const near = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    const paths = ['', '/', `/${token}`, `/${near}/`, `/${near}/events`, `//${token}/`, `/x/../${token}/`]
    for (const path of [...paths, '/favicon.ico', '/events', '/some/script.js', `/${token}x/`]) {
      expect(tell(await ask(path)), path).toEqual(reference)
      if (path !== '') expect(tell(await ask(path, { method: 'POST' })), path).toEqual(reference)
    }
  })

  it('refuses any other text as a token', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[\w-]{0,60}$/), async (text) => {
        fc.pre(text !== token)
        expect((await ask(`/${text}/`)).status).toBe(403)
      }),
      { numRuns: 50 },
    )
  })

  it('refuses requests for another host, even with the token', async () => {
    const refused = tell(await ask('/'))
    const { port } = server
    const hosts = [
      'evil.example',
      `evil.example:${port}`,
      `localhost:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port}.`,
    ]
    for (const host of [...hosts, `[::1]:${port}`, '127.0.0.1:1']) {
      for (const path of [`/${token}/`, `/${token}/events`, `/${token}/some/script.js`]) {
        expect(tell(await ask(path, { headers: { host } })), host).toEqual(refused)
      }
    }
    expect(await raw(`GET /${token}/ HTTP/1.1\r\nHost:\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /)
    const twice = `GET /${token}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\n\r\n`
    expect(await raw(twice)).toMatch(/^HTTP\/1\.1 40[03] /)
    const absolute = `GET http://evil.example/${token}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
    expect(await raw(absolute)).toMatch(/^HTTP\/1\.1 403 /)
  })

  it('refuses pages of another origin, even with the token', async () => {
    const refused = tell(await ask('/'))
    const own = `http://127.0.0.1:${server.port}`
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1', `${own}0`, `${own}/`, '']) {
      for (const [method, path] of [
        ['GET', `/${token}/`],
        ['GET', `/${token}/events`],
        ['POST', `/${token}/stop`],
      ] as const) {
        expect(tell(await ask(path, { method, headers: { origin } })), origin).toEqual(refused)
      }
    }
    expect((await ask(`/${token}/`, { headers: { origin: own } })).status).toBe(200)
    expect(heard).toEqual([])
  })

  it('takes commands from its own page alone', async () => {
    expect((await ask(`/${token}/pause`, { method: 'POST' })).status).toBe(403)
    expect((await ask(`/${token}/pause`)).status).toBe(404)
    expect(heard).toEqual([])
    const headers = { origin: `http://127.0.0.1:${server.port}` }
    for (const command of ['pause', 'resume', 'stop']) {
      expect((await ask(`/${token}/${command}`, { method: 'POST', headers })).status).toBe(204)
    }
    expect((await ask(`/${token}/explode`, { method: 'POST', headers })).status).toBe(404)
    expect((await ask(`/${token}/`, { method: 'PUT', headers })).status).toBe(405)
    expect(heard).toEqual(['pause', 'resume', 'stop'])
  })

  it('reaches no file by any path', async () => {
    const paths = [
      '../package.json',
      '..%2fpackage.json',
      '%2e%2e/package.json',
      'some/../',
      'some/script.js/',
      '/',
    ]
    for (const path of [...paths, 'constructor', '__proto__', 'some%2Fscript.js', 'some/script.js%00']) {
      expect((await ask(`/${token}/${path}`)).status, path).toBe(404)
    }
  })

  it('says on every answer what a browser may do with it', async () => {
    for (const path of [`/${token}/`, `/${token}/nothing`, '/']) {
      const { headers } = await ask(path)
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).not.toContain('unsafe')
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('says that a port is taken', async () => {
    const handler = { listen: () => {}, leave: () => {}, command: () => {} }
    const opening = DashboardServer.open({ port: server.port, token, assets, handler })
    await expect(opening).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it.each([
    ['says', { 'Content-Length': String(100_000_000) }],
    ['does not say', {}],
  ])(
    'reads no long body, and does nothing for a request that has one: one that %s its length',
    async (_, size) => {
      const before = heard.length
      const headers = { Origin: `http://127.0.0.1:${server.port}`, ...size }
      const path = `/${token}/pause`
      const closed = new Promise<{ status: number | undefined; sent: number }>((resolve) => {
        let sent = 0
        let status: number | undefined
        const asked = request(
          { host: '127.0.0.1', port: server.port, path, method: 'POST', headers },
          (response) => {
            status = response.statusCode
            response.resume()
          },
        )
        const chunk = Buffer.alloc(65_536)
        const send = (): void => {
          while (!asked.destroyed && sent < 100_000_000) {
            sent += chunk.length
            if (!asked.write(chunk)) return
          }
        }
        asked.on('drain', send).on('error', () => {})
        asked.on('close', () => resolve({ status, sent }))
        send()
      })
      const { status, sent } = await closed
      expect(status).toBe(413)
      expect(sent).toBeLessThan(20_000_000)
      expect(heard.length).toBe(before)
    },
  )

  it('lets a short body pass', async () => {
    const headers = { Origin: `http://127.0.0.1:${server.port}`, 'Content-Length': '5' }
    const answered = new Promise<number | undefined>((resolve, reject) => {
      request(
        { host: '127.0.0.1', port: server.port, path: `/${token}/pause`, method: 'POST', headers },
        (response) => resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end('short')
    })
    expect(await answered).toBe(204)
    expect(heard.pop()).toBe('pause')
  })
})
