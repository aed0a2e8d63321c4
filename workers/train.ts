// The thread that piscina starts. It loads the program's own code alone; a file that fails to load would hang the pool.
import { workerData } from 'piscina'
import { drawSafely } from '../src/artifacts/draw.ts'
import type { TrainingReply, TrainingTask } from '../src/library/training-job.ts'
import { TrainingWorker } from '../src/library/training-worker.ts'

// Pictures are drawn here too: one takes as long as a short training, and many would wait for one thread.
const worker = new TrainingWorker(workerData as Int32Array, (folder) => drawSafely(folder, 'many').warnings)

export default function train(task: TrainingTask): Promise<TrainingReply> {
  return worker.run(task)
}
