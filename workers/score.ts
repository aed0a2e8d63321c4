// The entry of a piscina thread. It loads only code of the program: a module that fails to load would hang the pool.
import { parentPort, workerData } from 'node:worker_threads'
import { captureConsole, captureErrors, limitedLog } from '../src/evaluation/console.ts'
import { PoolWorker, type WorkerReport, type WorkerSetup, type WorkerTask } from '../src/evaluation/worker.ts'
import { adoptModules } from '../src/wasm-modules.ts'

const setup = workerData as WorkerSetup
adoptModules(setup.modules)
const log = limitedLog((line) => parentPort!.postMessage({ log: line }))
// Output of the user's code would tear the line that shows the progress.
if (setup.spec.scorer.kind === 'fitness') {
  captureConsole(log)
  captureErrors(log)
}
const worker = new PoolWorker(setup, log)

export default function score(task: WorkerTask): Promise<WorkerReport> {
  return worker.run(task)
}
