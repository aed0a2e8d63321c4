import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { limitedLog } from '../console.ts'
import type { FaultPolicy } from '../faults.ts'
import type { Log } from '../scorers/custom/host.ts'
import type { ProcessReply, ProcessRequest, ProcessSetup } from './messages.ts'

/** How a request to a process ended: with a reply, or with the end of the process. */
export type ChildAnswer =
  | ProcessReply
  | { readonly kind: 'died'; readonly message: string }
  | { readonly kind: 'late' }

/** What a process is started with. */
export interface ChildOptions {
  readonly setup: ProcessSetup
  readonly policy: FaultPolicy
  /** Limit of its heap, MiB; null for the default of Node.js. */
  readonly heapMiB: number | null
  readonly log: Log
}

/** Processes notice promises that take too long by themselves; this much later they are ended from outside. */
const graceMs = 250

const replies: readonly unknown[] = ['ready', 'begun', 'done', 'obstacle', 'closed']

/** The coordinator's side of one process. It answers one request at a time. */
export class Child {
  private readonly process: ChildProcess
  private readonly options: ChildOptions
  private receive: ((answer: ChildAnswer) => void) | null = null
  private ended: string | null = null
  private tasks = 0

  private constructor(options: ChildOptions) {
    const { heapMiB } = options
    const log = limitedLog(options.log)
    this.options = options
    this.process = fork(createRequire(import.meta.url).resolve('#workers/isolated'), {
      serialization: 'advanced',
      // Ctrl-C and a closing terminal reach all of its group, but it is the coordinator that ends the training in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [...process.execArgv, ...(heapMiB === null ? [] : [`--max-old-space-size=${heapMiB}`])],
    })
    for (const output of [this.process.stdout!, this.process.stderr!]) {
      createInterface({ input: output }).on('line', log)
    }
    this.process.on('message', (reply: ProcessReply | null) => {
      // The user's code can send messages too.
      if (replies.includes(reply?.kind)) this.receive?.(reply!)
    })
    this.process.on('error', (error) => this.end(error.message))
    this.process.on('exit', (code, signal) => {
      this.end(`its process ended with ${signal === null ? `exit code ${code}` : `the signal ${signal}`}`)
    })
  }

  /** Starts a process and sets it up; gives the answer to that too. */
  static async start(options: ChildOptions): Promise<{ child: Child; answer: ChildAnswer }> {
    const child = new Child(options)
    const answer = await child.ask({ kind: 'setup', setup: options.setup })
    return { child, answer }
  }

  /** False once the process has ended. */
  get alive(): boolean {
    return this.ended === null
  }

  /** True until it has been sent something to score. */
  get fresh(): boolean {
    return this.tasks === 0
  }

  /** Sends a request and waits for the answer, up to the deadline; a process that is late is ended. */
  async ask(request: ProcessRequest): Promise<ChildAnswer> {
    const { deadlineMs, setupMs } = this.options.policy
    const limitMs = request.kind === 'setup' ? setupMs : deadlineMs
    if (request.kind === 'task') this.tasks++
    let timer: NodeJS.Timeout | undefined
    const answer = await new Promise<ChildAnswer>((resolve) => {
      if (this.ended !== null) resolve({ kind: 'died', message: this.ended })
      const wait = (): void => {
        clearTimeout(timer)
        if (limitMs !== null) timer = setTimeout(() => resolve({ kind: 'late' }), limitMs + graceMs)
      }
      this.receive = (reply) => (reply.kind === 'begun' ? wait() : resolve(reply))
      wait()
      this.process.send(request, (error) => {
        if (error !== null) this.end(error.message)
      })
    })
    clearTimeout(timer)
    this.receive = null
    if (answer.kind === 'late') await this.kill()
    return answer
  }

  /** Lets the user's code end, and then the process; at once in the midst of a request. */
  async close(): Promise<void> {
    if (!this.alive) return
    if (this.receive !== null) return await this.kill()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 1000)
    })
    await Promise.race([this.ask({ kind: 'close' }), late])
    clearTimeout(timer)
    await this.kill()
  }

  private async kill(): Promise<void> {
    if (!this.alive) return
    const exited = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill('SIGKILL')
    await exited
  }

  private end(message: string): void {
    this.ended ??= message
    this.receive?.({ kind: 'died', message })
  }
}
