import type { MessagePort } from 'node:worker_threads'
import type { WasmModules } from '../wasm-modules.ts'
import { readAssets } from './assets.ts'
import { Broadcaster, type Sink } from './broadcaster.ts'
import { newToken } from './guard.ts'
import { CurveHistory } from './history.ts'
import type { Lens } from './lens.ts'
import type { Command, Ending, Facts, History, Picture, State, Status, Tick } from './messages.ts'
import { Pace } from './pace.ts'
import { Painter } from './painter.ts'
import { unpack } from './rows.ts'
import { DashboardServer, type Desk } from './server.ts'

/** Ticks and pictures come no more often than this. */
const tickMs = 100
const pictureMs = 1000
/** What the dashboard does takes at most one part in so many of a core's time, however many look on … */
const share = 20
/** … but it comes so often at least: on a busy machine its own time tells little of what it takes from others. */
const longestMs = 1500
/** How long a page may take for its last message. */
const graceMs = 1000
/** A listener beyond these is not let in. */
const mostListeners = 2000

/** What the thread is started with. */
export interface ThreadSetup {
  /** 0 for any free one. */
  readonly port: number
  readonly facts: Facts
  readonly workers: number
  readonly lens: Lens | null
  /** What the thread adopts before it computes. */
  readonly modules: WasmModules
}

/** What the training tells the thread. */
export type ToThread =
  | { readonly kind: 'rows'; readonly rows: Float64Array; readonly figures: Readonly<Record<string, number>> }
  | { readonly kind: 'genome'; readonly genome: Float32Array; readonly generation: number }
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'end'; readonly ending: Ending }

/** What the thread tells the training. */
export type FromThread =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'command'; readonly command: Command }

/** The dashboard itself, on a thread of its own: serves the page, and tells it how the run goes. */
export class DashboardThread implements Desk {
  private readonly setup: ThreadSetup
  private readonly port: MessagePort
  private readonly broadcaster: Broadcaster = new Broadcaster()
  private readonly history: CurveHistory = new CurveHistory()
  private readonly pace: Pace
  private readonly painter: Painter | null
  private server: DashboardServer | null = null
  private status: Status = start
  private picture: Picture | null = null
  private genome: { readonly genome: Float32Array; readonly generation: number } | null = null
  /** Made when the first page asks for it after something changed. */
  private everything: Buffer | null = null
  /** Something changed that no tick has told yet. */
  private untold = false
  private timer: NodeJS.Timeout | null = null
  private tickDueAt = 0
  private pictureDueAt = 0

  constructor(setup: ThreadSetup, port: MessagePort) {
    this.setup = setup
    this.port = port
    this.pace = new Pace(setup.workers)
    this.painter = setup.lens && new Painter(setup.lens)
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
      case 'rows':
        this.rows(message.rows, message.figures)
        break
      case 'genome':
        this.genome = message
        break
      case 'state':
        if (this.status.state === 'paused') this.pace.forget()
        this.change({ state: message.state })
        // Whoever pressed a button is to see at once that it was heard.
        this.tickDueAt = 0
        this.rest()
        break
      case 'end':
        void this.end(message.ending)
        return
    }
    this.schedule()
  }

  private rows(rows: Float64Array, figures: Status['figures']): void {
    let { finetunedFrom, failures, evaluations: before } = this.status
    const unpacked = unpack(rows)
    for (const row of unpacked) {
      if (row.phase === 'finetune') finetunedFrom ??= before
      before = row.point[0]
      failures += row.failures
      this.history.add(row.point)
      this.pace.take(row.elapsedMs, row.point[0], row.busyMs)
    }
    const last = unpacked.at(-1)
    if (last === undefined) return
    const { phase, elapsedMs, done, point } = last
    const [evaluations, generation, best, , , , validation] = point
    const { rate, busy } = this.pace
    this.change({
      ...{ phase, generation, evaluations, best, validation, failures, elapsedMs, finetunedFrom, figures },
      ...{ done, rate, busy },
    })
  }

  private change(part: Partial<Status>): void {
    this.status = { ...this.status, ...part }
    this.everything = null
    this.untold = true
  }

  /** Sets the clock for what is due next, if anybody looks on. */
  private schedule(): void {
    if (this.timer !== null || this.broadcaster.size === 0) return
    const never = Number.POSITIVE_INFINITY
    const dueAt = Math.min(
      this.untold ? this.tickDueAt : never,
      this.genome === null ? never : this.pictureDueAt,
    )
    if (dueAt === never) return
    this.timer = setTimeout(() => this.turn(), Math.max(0, dueAt - performance.now()))
  }

  private rest(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  /** What is due goes out as one message: to a listener a second one would seem to find the first still waiting. */
  private turn(): void {
    this.timer = null
    const now = performance.now()
    const parts: Buffer[] = []
    const [ticks, draws] = [
      this.untold && now >= this.tickDueAt,
      this.genome !== null && now >= this.pictureDueAt,
    ]
    if (ticks) {
      const tick: Tick = { status: this.status, ...this.history.news() }
      this.untold = false
      parts.push(event('tick', tick))
    }
    if (draws) {
      this.draw()
      if (this.picture !== null) parts.push(event('picture', this.picture))
    }
    this.broadcaster.send(Buffer.concat(parts), () => this.all(), now)
    if (ticks) this.tickDueAt = nextAt(now, tickMs)
    if (draws) this.pictureDueAt = nextAt(now, pictureMs)
    this.schedule()
  }

  private draw(): void {
    const { painter, genome, setup } = this
    if (painter === null || genome === null || setup.lens === null) return
    const { width, height } = setup.lens
    const began = performance.now()
    const rgb = Buffer.from(painter.paint(genome.genome)).toString('base64')
    const tookMs = Number((performance.now() - began).toPrecision(3))
    this.picture = { width, height, rgb, generation: genome.generation, tookMs }
    this.genome = null
    this.everything = null
  }

  /** All there is, for whoever just came. */
  private all(): Buffer {
    this.everything ??= this.made()
    return this.everything
  }

  private made(): Buffer {
    const { points } = this.history
    const history: History = { facts: this.setup.facts, status: this.status, from: 0, points }
    // The picture first: with the end of the run a page stops listening.
    const pictures = this.picture === null ? [] : [event('picture', this.picture)]
    return Buffer.concat([...pictures, event('history', history)])
  }

  /** The last word: the last picture too, and then nothing more. */
  private async end(ending: Ending): Promise<void> {
    this.rest()
    this.change({ state: 'ended', ending })
    if (this.broadcaster.size > 0) {
      this.draw()
      this.broadcaster.end(this.all())
    }
    await this.server?.close(graceMs)
    this.port.close()
  }
}

const start: Status = {
  state: 'training',
  phase: 'train',
  generation: 0,
  evaluations: 0,
  best: null,
  validation: null,
  failures: 0,
  elapsedMs: 0,
  rate: null,
  busy: null,
  done: null,
  finetunedFrom: null,
  figures: {},
  ending: null,
}

/** When it may be done again, after it was done just now. */
function nextAt(began: number, leastMs: number): number {
  const tookMs = performance.now() - began
  return began + Math.max(leastMs, Math.min(longestMs, tookMs * share))
}

function event(name: 'history' | 'tick' | 'picture', data: History | Tick | Picture): Buffer {
  return Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}
