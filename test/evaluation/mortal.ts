// The file that threads of a test's pool start with: the package's own, but a thread ends at a row whose number of deaths,
// in the shared vector `deaths`, is not used up, and a row whose number is negative cannot be scored.
import { workerData } from 'node:worker_threads'
import { Handler } from '../../src/evaluation/handler.ts'
import { rowOf } from '../../src/evaluation/job.ts'
import { SupervisedScorer } from '../../src/evaluation/scorers/supervised.ts'
import {
  PoolWorker,
  type WorkerReport,
  type WorkerSetup,
  type WorkerTask,
} from '../../src/evaluation/worker.ts'
import { adoptModules } from '../../src/wasm-modules.ts'
import { faultyScorer } from './faulty-scorer.ts'

const setup = workerData as WorkerSetup
const deaths = setup.shared['deaths']!
const immortal = Handler.prototype.do
Handler.prototype.do = function (job, item, begun) {
  const row = rowOf(job, item)
  if (deaths[row]! > 0) {
    deaths[row]!--
    process.exit(1)
  }
  return immortal.call(this, job, item, begun)
}
SupervisedScorer.prototype.score = faultyScorer(SupervisedScorer.prototype.score, deaths)

adoptModules(setup.modules)
const worker = new PoolWorker(setup, () => {})

export default function score(task: WorkerTask): Promise<WorkerReport> {
  return worker.run(task)
}
