// The entry file of a test pool's threads. It is the package's own, except that a thread ends at a row whose number of
// deaths, in the shared vector `deaths`, is not used up, and that a row with a negative number cannot be scored.
import { workerData } from 'piscina'
import { Handler } from '../../dist/src/evaluation/handler.js'
import { rowOf } from '../../dist/src/evaluation/job.js'
import { SupervisedScorer } from '../../dist/src/evaluation/scorers/supervised.js'
import { PoolWorker } from '../../dist/src/evaluation/worker.js'
import { adoptModules } from '../../dist/src/wasm-modules.js'
import { faultyScorer } from './faulty-scorer.mjs'

const { deaths } = workerData.shared
const immortal = Handler.prototype.do
Handler.prototype.do = function (job, item) {
  const row = rowOf(job, item)
  if (deaths[row] > 0) {
    deaths[row]--
    process.exit(1)
  }
  return immortal.call(this, job, item)
}
SupervisedScorer.prototype.score = faultyScorer(SupervisedScorer.prototype.score, deaths)

adoptModules(workerData.modules)
const worker = new PoolWorker(workerData)

export default (task) => worker.run(task)
