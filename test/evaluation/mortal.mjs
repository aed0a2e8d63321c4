// The file that threads of a test's pool start with: the package's own, but that a thread ends when it comes to a row whose
// number of deaths, in the shared vector `deaths`, is not used up.
import { workerData } from 'piscina'
import { Handler } from '../../dist/src/evaluation/handler.js'
import { rowOf } from '../../dist/src/evaluation/job.js'
import { PoolWorker } from '../../dist/src/evaluation/worker.js'
import { adoptModules } from '../../dist/src/wasm-modules.js'

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

adoptModules(workerData.modules)
const worker = new PoolWorker(workerData)

export default (task) => worker.run(task)
