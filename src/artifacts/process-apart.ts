import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { EvolveError } from '../errors.ts'

/** A process of its own that answers one request at a time. What it does may hang, abort or take all memory. */
export class ProcessApart<Request extends object, Reply extends object> {
  /** Null if the system refused it. */
  private readonly child: ChildProcess | null
  private settle: ((answer: Reply | EvolveError) => void) | null = null
  private ended: EvolveError | null = null

  /** @param entry its first file, such as `#workers/film`; it calls `startApart` */
  constructor(entry: string) {
    this.child = this.start(createRequire(import.meta.url).resolve(entry))
    this.child?.on('message', (reply: Reply) => this.settle?.(reply))
    this.child?.on('error', (error) => this.fail(error.message))
    this.child?.on('exit', (code, signal) => this.fail(`its process ended with ${endText(code, signal)}`))
  }

  /** The number of the process; undefined if it could not be started. */
  get pid(): number | undefined {
    return this.child?.pid
  }

  /** False once the process has ended. */
  get alive(): boolean {
    return this.ended === null
  }

  /**
   * Sends a request and waits for the reply. A process that takes longer is ended.
   * @throws EvolveError if the process has ended, or takes too long
   */
  async ask(request: Request, limitMs: number): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined
    const answer = await new Promise<Reply | EvolveError>((resolve) => {
      this.settle = resolve
      if (this.child?.connected !== true) this.fail('its process could not be started')
      if (this.ended !== null) {
        resolve(this.ended)
        return
      }
      timer = setTimeout(() => this.end(`took more than ${limitMs / 1000} s`), limitMs)
      this.child?.send(request, (error) => {
        if (error !== null) this.fail(error.message)
      })
    })
    clearTimeout(timer)
    this.settle = null
    if (answer instanceof EvolveError) throw answer
    return answer
  }

  /** Ends the process at once. */
  end(why = 'was ended'): void {
    this.fail(why)
    this.child?.kill('SIGKILL')
  }

  private start(file: string): ChildProcess | null {
    try {
      return fork(file, {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        // A debugger of this process would make that one wait.
        execArgv: process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
      })
    } catch (error) {
      this.fail(`its process could not be started: ${(error as Error).message}`)
      return null
    }
  }

  private fail(message: string): void {
    this.ended ??= new EvolveError('run', message)
    this.settle?.(this.ended)
  }
}

function endText(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === null) return `exit code ${code}`
  // So does the system end a process when memory is short.
  return `the signal ${signal}${signal === 'SIGKILL' ? ', perhaps for lack of memory' : ''}`
}
