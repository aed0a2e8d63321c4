import { Worker } from 'node:worker_threads'

/** A case that takes longer hangs. It is no measure of speed: the slowest cases take a hundredth of it. */
const longestSeconds = 60

/** What the thread runs. It also sees loops that never give the event loop a turn. */
const source = `
const { workerData: { beats, longestSeconds, where } } = require('node:worker_threads')
let seen = -1
let seconds = 0
setInterval(() => {
  const beat = Atomics.load(beats, 0)
  seconds = beat === seen ? seconds + 1 : 0
  seen = beat
  if (seconds < longestSeconds) return
  require('node:fs').writeSync(2, 'fuzz: case ' + beat + ' hangs; its input is in ' + where + '\\n')
  process.kill(process.pid, 'SIGKILL')
}, 1000)
`

/** Kills the process if a case never ends. */
export class Watchdog {
  private readonly beats = new Int32Array(new SharedArrayBuffer(4))
  private readonly thread: Worker

  /** @param where the folder with the input of the present case */
  constructor(where: string) {
    this.thread = new Worker(source, { eval: true, workerData: { beats: this.beats, longestSeconds, where } })
    this.thread.unref()
  }

  /** Called before each case. */
  beat(): void {
    Atomics.add(this.beats, 0, 1)
  }

  async end(): Promise<void> {
    await this.thread.terminate()
  }
}
