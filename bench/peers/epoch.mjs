// Milliseconds of one epoch: 784-128-10 relu softmax, Adam, 8,000 digits in minibatches of 64. See README.md.
//   npm run build && npm ci --prefix bench/peers && node bench/peers/epoch.mjs [side …]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { machine, median, quantile } from '../machine.mjs'

const rounds = 9
const names =
  process.argv.length > 2 ? process.argv.slice(2) : ['ours', 'tfjs-fit', 'tfjs-loop', 'tfjs-tuned']

console.log(machine())
const sides = []
try {
  for (const name of names) sides.push(await start(name))
  for (const side of sides) await side.ask('epoch')
  for (let round = 0; round < rounds; round++) {
    for (const side of sides) side.times.push((await side.ask('epoch')).ms)
  }
  print(await Promise.all(sides.map(async (side) => ({ ...side, ...(await side.ask('result')) }))))
} finally {
  for (const side of sides) side.stop()
}

async function start(name) {
  const child = fork(new URL('peer.mjs', import.meta.url), [name])
  const failure = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with code ${code}`)
  })
  failure.catch(() => {})
  const reply = async () => (await Promise.race([once(child, 'message'), failure]))[0]
  const { description } = await reply()
  const ask = (question) => {
    child.send(question)
    return reply()
  }
  return { name, description, ask, stop: () => child.kill(), times: [] }
}

function print(results) {
  for (const description of new Set(results.map((side) => side.description))) console.log(description)
  const rows = [['', 'median', 'quartiles', 'times as long', `loss after ${rounds + 1}`, 'test accuracy']]
  const base = median(results[0].times)
  for (const { name, times, loss, accuracy } of results) {
    rows.push([
      name,
      `${median(times).toFixed(0)} ms`,
      `${quantile(times, 0.25).toFixed(0)} … ${quantile(times, 0.75).toFixed(0)}`,
      (median(times) / base).toFixed(2),
      loss.toFixed(4),
      accuracy?.toFixed(4) ?? '',
    ])
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const aligned = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))
  for (const row of rows) console.log(row.map(aligned).join('   '))
}
