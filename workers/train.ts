// The entry of a piscina thread. It loads only code of the program: a module that fails to load would hang the pool.
import { workerData } from 'node:worker_threads'
import type { TrainingReply, TrainingSetup, TrainingTask } from '../src/library/training-job.ts'
import { TrainingWorker } from '../src/library/training-worker.ts'
import { adoptModules } from '../src/wasm-modules.ts'

const { orders, modules } = workerData as TrainingSetup
adoptModules(modules)
const worker = new TrainingWorker(orders)

export default function train(task: TrainingTask): Promise<TrainingReply> {
  return worker.run(task)
}
