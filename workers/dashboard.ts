// The entry of the thread that serves the dashboard.
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { DashboardThread } from '../src/dashboard/thread.ts'
import type { ThreadSetup } from '../src/dashboard/thread-messages.ts'
import { adoptModules } from '../src/wasm-modules.ts'

// Only on Linux: elsewhere this would change the priority of the whole process.
if (process.platform === 'linux') setPriority(5)

const setup = workerData as ThreadSetup
if (setup.kind === 'run') adoptModules(setup.modules)
await new DashboardThread(setup, parentPort!).open()
