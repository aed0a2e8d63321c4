// The thread that serves the dashboard, beside the training.
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { DashboardThread } from '../src/dashboard/thread.ts'
import type { ThreadSetup } from '../src/dashboard/thread-messages.ts'
import { adoptModules } from '../src/wasm-modules.ts'

// On Linux this is the priority of a thread, elsewhere that of the whole process: there it stays as it is.
if (process.platform === 'linux') setPriority(5)

const setup = workerData as ThreadSetup
adoptModules(setup.modules)
await new DashboardThread(setup, parentPort!).open()
