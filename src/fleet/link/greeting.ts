import { connect } from 'node:net'
import type { QueueAddress } from './address.ts'

/** A Redis that lets nobody in says so at once, milliseconds. */
const greetingMs = 500

/**
 * The first line of a server that speaks before it is asked, without the sign of an error. Redis does so where it is in protected
 * mode or has too many clients, and hangs up: clients that ask lose that answer.
 * @returns '' if it says nothing
 */
export function greetingOf({
  host,
  port,
  tls,
}: Pick<QueueAddress, 'host' | 'port' | 'tls'>): Promise<string> {
  if (tls) return Promise.resolve('')
  return new Promise((resolve) => {
    let said = ''
    const socket = connect({ host, port })
    const end = (): void => {
      socket.destroy()
      resolve(
        said
          .split(/[\r\n]/)[0]!
          .replace(/^-/, '')
          .slice(0, 200),
      )
    }
    socket.setTimeout(greetingMs, end)
    socket.setEncoding('latin1').on('data', (text: string) => {
      said += text
      if (said.includes('\n')) end()
    })
    socket.on('error', end).on('close', end)
  })
}
