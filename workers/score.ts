// The thread that piscina starts. It loads the program's own code alone; a file that fails to load would hang the pool.
import { workerData } from 'piscina'
import { PoolWorker, type WorkerReport, type WorkerSetup, type WorkerTask } from '../src/evaluation/worker.ts'

const worker = new PoolWorker(workerData as WorkerSetup)

export default function score(task: WorkerTask): Promise<WorkerReport> {
  return worker.run(task)
}
