// The entry of a process that runs the user's code apart.
import { Worker } from 'node:worker_threads'
import { captureErrors } from '../src/evaluation/console.ts'
import type { ProcessRequest } from '../src/evaluation/isolated/messages.ts'
import { IsolatedProcess } from '../src/evaluation/isolated/process.ts'
import { startApart } from '../src/evaluation/isolated/start.ts'

startApart()
const send = process.send!.bind(process)
// What is printed goes to the output of this process, which the coordinator reads.
const write = process.stdout.write.bind(process.stdout)
const log = (line: string): void => void write(`${line}\n`)
captureErrors(log)
const isolated = new IsolatedProcess((reply) => send(reply), log)
process.on('message', (request: ProcessRequest) => void isolated.take(request))
process.on('disconnect', () => process.exit(0))

// Code that loops for ever would outlive a coordinator that was killed. A thread of its own sees that.
const watch = `
  const { workerData: parent } = require('node:worker_threads')
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 1000)
`
new Worker(watch, { eval: true, workerData: process.ppid }).unref()
