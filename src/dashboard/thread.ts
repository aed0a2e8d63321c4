import type { MessagePort } from 'node:worker_threads'
import { readAssets } from './assets.ts'
import { Broadcaster, type Sink } from './broadcaster.ts'
import { ChampionPainter } from './champion-painter.ts'
import { newToken } from './guard.ts'
import { LiveRun } from './live-run.ts'
import type { Command, DrawnChampion, RunEnding } from './messages.ts'
import { DashboardServer, type Desk } from './server.ts'
import { serverEvent } from './server-event.ts'
import type { FromThread, ThreadSetup, ToThread } from './thread-messages.ts'
import { Throttle } from './throttle.ts'

/** Updates and pictures go out no more often than this. */
const updateMs = 100
const pictureMs = 1000
/** How long a page may take for its last message. */
const graceMs = 1000
/** A listener beyond these is not let in. */
const mostListeners = 2000

/** The dashboard itself, on a thread of its own: serves the page, and tells it how the run goes. */
export class DashboardThread implements Desk {
  private readonly setup: ThreadSetup
  private readonly port: MessagePort
  private readonly clock: () => number
  private readonly run: LiveRun
  private readonly broadcaster: Broadcaster = new Broadcaster()
  private readonly painter: ChampionPainter | null
  private readonly updates: Throttle = new Throttle(updateMs)
  private readonly pictures: Throttle = new Throttle(pictureMs)
  private server: DashboardServer | null = null
  /** The champion as last drawn, and one that is to be drawn. */
  private drawn: DrawnChampion | null = null
  private undrawn: (ToThread & { kind: 'champion' }) | null = null
  /** All there is, for a page that just comes; null after something changed. */
  private everything: Buffer | null = null
  /** True if something changed since the last update. */
  private changed = false
  private timer: NodeJS.Timeout | null = null

  /** @param clock milliseconds, never going back */
  constructor(setup: ThreadSetup, port: MessagePort, clock: () => number = () => performance.now()) {
    this.setup = setup
    this.port = port
    this.clock = clock
    this.run = new LiveRun(setup.facts)
    this.painter = setup.lens && new ChampionPainter(setup.lens)
  }

  /** Opens the port; tells the training where, or why not. */
  async open(): Promise<void> {
    try {
      const { port } = this.setup
      const assets = readAssets()
      this.server = await DashboardServer.open({ port, token: newToken(), assets, desk: this })
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException
      this.tell({ kind: 'refused', code, message })
      this.port.close()
      return
    }
    this.port.on('message', (message: ToThread) => this.hear(message))
    this.tell({ kind: 'listening', url: this.server.url })
  }

  listen(sink: Sink): void {
    if (this.broadcaster.size >= mostListeners) {
      sink.destroy()
      return
    }
    this.broadcaster.add(sink, this.all())
    this.schedule()
  }

  leave(sink: Sink): void {
    this.broadcaster.delete(sink)
  }

  command(command: Command): void {
    this.tell({ kind: 'command', command })
  }

  private tell(message: FromThread): void {
    this.port.postMessage(message)
  }

  private hear(message: ToThread): void {
    switch (message.kind) {
      case 'generations':
        this.run.advance(message.position, message.curves, message.busyMs)
        this.touch()
        break
      case 'champion':
        this.undrawn = message
        break
      case 'state':
        this.run.change({ state: message.state })
        this.touch()
        // The user who pressed a button sees at once that it was heard.
        this.updates.reset()
        this.unschedule()
        break
      case 'end':
        void this.end(message.ending)
        return
    }
    this.schedule()
  }

  private touch(): void {
    this.everything = null
    this.changed = true
  }

  /** Sets the timer for what is due next, if there is a page. */
  private schedule(): void {
    if (this.timer !== null || this.broadcaster.size === 0) return
    const dueAt = Math.min(
      this.changed ? this.updates.dueAt : Number.POSITIVE_INFINITY,
      this.undrawn === null ? Number.POSITIVE_INFINITY : this.pictures.dueAt,
    )
    if (dueAt === Number.POSITIVE_INFINITY) return
    this.timer = setTimeout(() => this.turn(), Math.max(0, dueAt - this.clock()))
  }

  private unschedule(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  /** Sends what is due as one message: a second one would seem to find the first still waiting at each listener. */
  private turn(): void {
    this.timer = null
    const began = this.clock()
    const updates = this.changed && began >= this.updates.dueAt
    const draws = this.undrawn !== null && began >= this.pictures.dueAt
    const parts: Buffer[] = []
    if (updates) {
      this.changed = false
      parts.push(serverEvent('update', this.run.update()))
    }
    if (draws) parts.push(...this.draw())
    this.broadcaster.send(Buffer.concat(parts), () => this.all(), began)
    const ended = this.clock()
    if (updates) this.updates.done(began, ended)
    if (draws) this.pictures.done(began, ended)
    this.schedule()
  }

  /** Draws the champion that is to be drawn; the event that says so, or nothing. */
  private draw(): Buffer[] {
    const { painter, undrawn } = this
    this.undrawn = null
    if (painter === null || undrawn === null) return []
    this.drawn = painter.draw(undrawn.genome, undrawn.generation, this.clock)
    this.everything = null
    return [serverEvent('champion', this.drawn)]
  }

  private all(): Buffer {
    // The picture first: a page stops listening with the end of the run.
    this.everything ??= Buffer.concat([
      ...(this.drawn === null ? [] : [serverEvent('champion', this.drawn)]),
      serverEvent('history', this.run.history()),
    ])
    return this.everything
  }

  /** Sends the last message, the last picture included, and then nothing more. */
  private async end(ending: RunEnding): Promise<void> {
    this.unschedule()
    this.run.change({ state: 'ended', ending })
    this.touch()
    if (this.broadcaster.size > 0) {
      this.draw()
      this.broadcaster.end(this.all())
    }
    await this.server?.close(graceMs)
    this.port.close()
  }
}
