import { type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Broadcaster, type Listener } from '../../src/dashboard/broadcaster.ts'
import { newToken } from '../../src/dashboard/guard.ts'
import { DashboardServer } from '../../src/dashboard/server.ts'

const token = newToken()
const broadcaster = new Broadcaster()
const listeners: Listener[] = []
let server: DashboardServer

beforeAll(async () => {
  server = await DashboardServer.open({
    port: 0,
    token,
    assets: new Map(),
    handler: {
      listen: (listener) => {
        listeners.push(listener)
        broadcaster.add(listener, Buffer.from('event: history\ndata: 1\n\n'))
      },
      leave: (listener) => broadcaster.delete(listener),
      command: () => {},
    },
  })
})

afterAll(async () => {
  await server.close(100)
})

describe('a thousand listeners', () => {
  it('all hear every message, but one that takes nothing, which is dropped', async () => {
    const slow = await deaf()
    const [listener] = listeners
    // Until neither the system nor the other end takes any more.
    while (listener!.writableLength === 0) {
      broadcaster.send(Buffer.alloc(2 ** 20, 'x'), () => Buffer.alloc(0), 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const waiting = listener!.writableLength

    const got: string[] = Array.from({ length: 1000 }, () => '')
    const responses = await Promise.all(got.map((_, k) => listen(got, k)))
    let expected = 'event: history\ndata: 1\n\n'
    for (let second = 1; second <= 12; second++) {
      const message = `event: tick\ndata: ${second}\n\n`
      broadcaster.send(Buffer.from(message), () => Buffer.from('all'), second * 1000)
      expect(broadcaster.size, `second ${second}`).toBe(second <= 11 ? 1001 : 1000)
      expected += message
      await until(() => got.every((text) => text.length >= expected.length))
      expect(listener!.writableLength).toBeLessThanOrEqual(waiting)
    }
    expect(got).toEqual(got.map(() => expected))
    for (const response of responses) response.destroy()
    slow.destroy()
    await until(() => broadcaster.size === 0)
  })
})

/** A listener that takes everything. */
function listen(got: string[], k: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const path = `/${token}/events`
    const asked = request({ host: '127.0.0.1', port: server.port, path, agent: false }, (response) => {
      response.setEncoding('utf8').on('data', (text: string) => {
        got[k] += text
      })
      response.on('error', () => {})
      resolve(response)
    })
    asked.on('error', reject).end()
  })
}

/** A listener that never takes anything. */
async function deaf(): Promise<Socket> {
  const size = broadcaster.size
  const socket = connect(server.port, '127.0.0.1')
  socket.pause().on('error', () => {})
  socket.write(`GET /${token}/events HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`)
  await until(() => broadcaster.size > size)
  return socket
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
