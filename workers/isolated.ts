// The entry of a process that runs the user's code apart.
import type { ProcessRequest } from '../src/evaluation/isolated/messages.ts'
import { IsolatedProcess } from '../src/evaluation/isolated/process.ts'
import { startApart } from '../src/evaluation/isolated/start.ts'

startApart()
const send = process.send!.bind(process)
const isolated = new IsolatedProcess((reply) => send(reply))
process.on('message', (request: ProcessRequest) => void isolated.take(request))
