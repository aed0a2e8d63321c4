// The entry of a piscina thread. It loads only code of the program: a module that fails to load would hang the pool.
import { workerData } from 'node:worker_threads'
import { PoolWorker, type WorkerReport, type WorkerSetup, type WorkerTask } from '../src/evaluation/worker.ts'
import { adoptModules } from '../src/wasm-modules.ts'

const setup = workerData as WorkerSetup
adoptModules(setup.modules)
const worker = new PoolWorker(setup)

export default function score(task: WorkerTask): Promise<WorkerReport> {
  return worker.run(task)
}
