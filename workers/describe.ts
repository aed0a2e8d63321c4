// The entry of the thread that loads a fitness and describes it.
import { parentPort, workerData } from 'node:worker_threads'
import { type DescribeSetup, describeModule } from '../src/tasks/custom/describe.ts'

parentPort!.postMessage(await describeModule(workerData as DescribeSetup))
