import { availableParallelism, getPriority, setPriority } from 'node:os'
import { EvolveError } from '../../errors.ts'
import { ProcessApart } from '../process-apart.ts'
import type { DrawReply, DrawRequest } from './messages.ts'

/** The longest time that one picture may take. */
const pictureLimitMs = 600_000
/** How much nicer than this process those are that start during a training: it goes on three times as fast as their start. */
const modest = 5

/** Draws somewhere. The reply `lost` says that the process ended, or took too long. */
export type Draw = (
  request: DrawRequest,
) => Promise<DrawReply | { readonly kind: 'lost'; readonly message: string }>

type DrawingProcess = ProcessApart<DrawRequest, DrawReply>

/** How many processes draw: at most as many as there are cores. @param most that have something to do */
export function drawingProcesses(most: number): number {
  return Math.max(1, Math.min(most, availableParallelism()))
}

/**
 * Processes that draw, one picture at a time each. They start when they are needed, and live until `close`. The renderer
 * is native code and may abort its process; that costs the picture alone.
 */
export class DrawingPool {
  private readonly size: number
  private readonly limitMs: number
  private free: DrawingProcess[] = []
  private readonly busy: Set<DrawingProcess> = new Set()
  private readonly waiting: (() => void)[] = []
  private ended = false

  /** @param size the most processes, at least 1 */
  constructor(size: number, limitMs: number = pictureLimitMs) {
    this.size = size
    this.limitMs = limitMs
  }

  /** True once `close` was called. */
  get closed(): boolean {
    return this.ended
  }

  /** Starts all processes before there is something to draw. They wait for a picture with their code loaded. */
  warm(): void {
    while (!this.ended && this.busy.size + this.free.length < this.size) {
      const ready = startProcess()
      this.free.push(ready)
      makeNicer(ready, modest)
    }
  }

  /** Ends the processes that wait. */
  cool(): void {
    for (const waiting of this.free.splice(0)) waiting.end()
  }

  /** Draws on the next free process. Never rejects. */
  readonly draw: Draw = async (request) => {
    while (!this.ended && this.busy.size >= this.size) {
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
    if (this.ended) return { kind: 'lost', message: 'interrupted' }
    const taken = this.take()
    try {
      return await taken.ask(request, this.limitMs)
    } catch (error) {
      if (!(error instanceof EvolveError)) throw error
      return { kind: 'lost', message: error.message }
    } finally {
      this.busy.delete(taken)
      if (taken.alive) this.free.push(taken)
      this.waiting.shift()?.()
    }
  }

  /** Ends all processes at once; what they draw is lost. May be called twice. */
  close(): void {
    this.ended = true
    this.cool()
    for (const drawing of this.busy) drawing.end('interrupted')
    for (const wake of this.waiting.splice(0)) wake()
  }

  /** A process that waits, else a new one. */
  private take(): DrawingProcess {
    this.free = this.free.filter(({ alive }) => alive)
    const waiting = this.free.shift()
    if (waiting !== undefined) makeNicer(waiting, 0)
    const taken = waiting ?? startProcess()
    this.busy.add(taken)
    return taken
  }
}

/** Sets how much more than this one a process gives way. Most systems let only an administrator take that back. */
function makeNicer({ pid }: DrawingProcess, by: number): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(19, getPriority() + by))
  } catch {
    // It draws all the same.
  }
}

function startProcess(): DrawingProcess {
  return new ProcessApart('#workers/draw')
}
