// The entry of a process that runs the user's code apart.
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
