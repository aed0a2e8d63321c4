// The entry of a piscina thread. It loads only code of the program: a module that fails to load would hang the pool.
import { workerData } from 'node:worker_threads'
import type { TrainingReply, TrainingSetup, TrainingTask } from '../src/library/training-job.ts'
import { TrainingWorker } from '../src/library/training-worker.ts'
import { adoptModules } from '../src/wasm-modules.ts'

const { stop, modules } = workerData as TrainingSetup
adoptModules(modules)

// Pictures are drawn here too: drawing takes as long as a short training, and one thread would be too slow for many.
const worker = new TrainingWorker(stop, async (folder) => {
  // Loaded when it is needed: it takes longer than the rest of the thread's start.
  const { drawSafely } = await import('../src/artifacts/draw.ts')
  const { warnings } = await drawSafely(folder, 'many')
  return warnings
})

export default function train(task: TrainingTask): Promise<TrainingReply> {
  return worker.run(task)
}
