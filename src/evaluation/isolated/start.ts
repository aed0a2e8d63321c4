import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'

/**
 * Prepares a process that runs the user's code apart: it computes as the one that started it, and ends with it. Code that
 * loops for ever would outlive a coordinator that was killed; a thread of its own sees that.
 */
export function startApart(): void {
  // What the command line sets at its start, Node.js 20 does not hand down.
  if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd')
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C reaches every process of a terminal. The one that started this one decides what it means.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  // The parent is asked for here: it may be gone by the time that the thread has started.
  const watch = `
    const { workerData: parent } = require('node:worker_threads')
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 1000)
  `
  new Worker(watch, { eval: true, workerData: process.ppid }).unref()
}
