// The thread that piscina starts. It loads the program's own code alone; a file that fails to load would hang the pool.
import { workerData } from 'piscina'
import { drawSafely } from '../src/artifacts/draw.ts'
import type { TrainingReply, TrainingSetup, TrainingTask } from '../src/library/training-job.ts'
import { TrainingWorker } from '../src/library/training-worker.ts'
import { adoptModules } from '../src/wasm-modules.ts'

const { stop, modules } = workerData as TrainingSetup
adoptModules(modules)

// Pictures are drawn here too: one takes as long as a short training, and many would wait for one thread.
const worker = new TrainingWorker(stop, (folder) => drawSafely(folder, 'many').warnings)

export default function train(task: TrainingTask): Promise<TrainingReply> {
  return worker.run(task)
}
