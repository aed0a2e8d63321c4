// Two builds in turn: `this` one and, with `--against <another checkout, built>`, `that` one.
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { machine, median } from './machine.mjs'

const [option, other] = process.argv.slice(2)
const here = resolve(import.meta.dirname, '..')
export const builds = option === '--against' ? { that: resolve(other), this: here } : { this: here }

/**
 * Runs a module in a process of its own per build and pair, and prints the medians and the ratios of the pairs.
 * @param code imports what it measures from `root`, prints its figures as a JSON object of numbers
 */
export function inTurn(pairs, code) {
  const figures = new Map()
  console.log(machine())
  for (let pair = 0; pair < pairs; pair++) {
    // Each goes first equally often.
    const turn = pair % 2 === 0 ? Object.entries(builds) : Object.entries(builds).reverse()
    for (const [build, root] of turn) {
      const text = `const root = ${JSON.stringify(join(root, 'dist/src'))}\n${code}`
      const child = spawnSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' })
      if (child.status !== 0) throw new Error(child.stderr)
      for (const [name, value] of Object.entries(JSON.parse(child.stdout))) {
        const each = figures.get(name) ?? new Map()
        figures.set(name, each.set(build, [...(each.get(build) ?? []), value]))
      }
    }
  }
  for (const [name, each] of figures) {
    for (const [build, values] of each)
      console.log(`${name}, ${build}: ${shown(median(values))} (${span(values)})`)
    const [before, after] = [each.get('that'), each.get('this')]
    if (before === undefined) continue
    const ratios = after.map((value, pair) => value / before[pair])
    console.log(`${name}, this / that: ${median(ratios).toFixed(3)} (${span(ratios, 3)})`)
  }
}

function shown(value, digits = 0) {
  return value.toFixed(digits)
}

function span(values, digits) {
  return `${shown(Math.min(...values), digits)} to ${shown(Math.max(...values), digits)}`
}
