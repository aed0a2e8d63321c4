// Milliseconds to hand an empty generation to the threads and wait for them.
//   npm run build && node bench/handout.mjs
import { PoolExecutor } from '../dist/src/evaluation/pool.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology } from '../dist/src/model/topology.js'
import { machine, median } from './machine.mjs'

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
  const pool = new PoolExecutor({ memory: arena, shared: {}, spec }, workers)
  const times = []
  for (let round = 0; round < 600; round++) {
    const start = performance.now()
    await pool.run(job, { from: 0, to: 64 })
    if (round >= 100) times.push(performance.now() - start)
  }
  await pool.close()
  console.log(`${workers} workers: ${median(times).toFixed(3)} ms, median of ${times.length}`)
}
