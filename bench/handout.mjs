// Milliseconds to hand an empty generation to threads by messages and wait for them, and to do it together with them.
//   npm run build && node bench/handout.mjs
import { Handler } from '../dist/src/evaluation/handler.js'
import { JointExecutor } from '../dist/src/evaluation/joint.js'
import { PoolExecutor } from '../dist/src/evaluation/pool.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology } from '../dist/src/model/topology.js'
import { machine, median, record } from './machine.mjs'

console.log(machine())
const topology = createTopology(1, [1], [activation('linear')])
const spec = {
  ...{ seed: 1, direction: 'minimize', engine: 'wasm', arithmetic: 'strict', strategy: null, learning: null },
  scorer: { kind: 'supervised', loss: 'mse', part: 'train' },
}
const job = { kind: 'score', charge: 1, generation: 0, plan: { generation: 0, count: 64 } }
const samples = { train: 1, validation: 0, test: 0, batch: 0 }
for (const workers of [1, 2, 4]) {
  const arena = Arena.allocate(planArena({ topology, rows: 64, slots: workers + 1, samples }))
  arena.dataset.load('train', 1, Float32Array.of(1), Float32Array.of(1))
  const workplace = { memory: arena, shared: {}, spec }
  const executors = {
    messages: new PoolExecutor(workplace, workers),
    together: new JointExecutor(
      workplace,
      new Handler(workplace, workers),
      new PoolExecutor(workplace, workers),
    ),
  }
  for (const [name, executor] of Object.entries(executors)) {
    const times = []
    for (let round = 0; round < 2000; round++) {
      const start = performance.now()
      await executor.run(job, { from: 0, to: 64 })
      if (round >= 1000) times.push(performance.now() - start)
    }
    await executor.close()
    record({ bench: 'handout', workers, how: name, ms: median(times) })
    console.log(`${workers} workers, ${name}: ${median(times).toFixed(3)} ms, median of ${times.length}`)
  }
}
