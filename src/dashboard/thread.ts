import type { MessagePort } from 'node:worker_threads'
import { readAssets } from './assets.ts'
import type { Listener } from './broadcaster.ts'
import { GroupBroadcast } from './group/group-broadcast.ts'
import { newToken } from './guard.ts'
import type { Command, RunEnding } from './messages.ts'
import { RunBroadcast } from './run-broadcast.ts'
import { DashboardServer, type ServerHandler } from './server.ts'
import type { FromThread, ThreadSetup, ToThread } from './thread-messages.ts'

/** How long a page may take for its last message. */
const graceMs = 1000
/** The most listeners; others are refused. */
const mostListeners = 2000

/** The dashboard's thread: passes messages between the training, at the other end of `port`, and the pages. */
export class DashboardThread implements ServerHandler {
  private readonly setup: ThreadSetup
  private readonly port: MessagePort
  private readonly broadcast: RunBroadcast | GroupBroadcast
  private server: DashboardServer | null = null

  constructor(setup: ThreadSetup, port: MessagePort) {
    this.setup = setup
    this.port = port
    this.broadcast = setup.kind === 'run' ? new RunBroadcast(setup) : new GroupBroadcast(setup.facts)
  }

  /** Starts to serve; tells the training where, or why not. */
  async open(): Promise<void> {
    try {
      const { port, kind } = this.setup
      const assets = readAssets(kind)
      this.server = await DashboardServer.open({ port, token: newToken(), assets, handler: this })
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException
      this.tell({ kind: 'refused', code, message })
      this.port.close()
      return
    }
    this.port.on('message', (message: ToThread) => this.hear(message))
    this.tell({ kind: 'listening', url: this.server.url })
  }

  listen(listener: Listener): void {
    if (this.broadcast.size < mostListeners) this.broadcast.listen(listener)
    else listener.destroy()
  }

  leave(listener: Listener): void {
    this.broadcast.leave(listener)
  }

  command(command: Command): void {
    this.tell({ kind: 'command', command })
  }

  private tell(message: FromThread): void {
    this.port.postMessage(message)
  }

  private hear(message: ToThread): void {
    const { broadcast } = this
    if (message.kind === 'state') broadcast.turn(message.state)
    else if (message.kind === 'end') void this.end(message.ending)
    else if (message.kind === 'group') {
      if (broadcast instanceof GroupBroadcast) broadcast.advance(message.news)
    } else if (broadcast instanceof RunBroadcast) {
      if (message.kind === 'generations') broadcast.advance(message)
      else broadcast.show(message)
    }
  }

  private async end(ending: RunEnding): Promise<void> {
    this.broadcast.end(ending)
    await this.server?.close(graceMs)
    this.port.close()
  }
}
