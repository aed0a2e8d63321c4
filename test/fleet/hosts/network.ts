import { existsSync, readdirSync } from 'node:fs'
import { bridgeName, Host, run } from './host.ts'

/** What `ip netns add` makes stands here. */
const folder = '/run/netns'

/** What the names of all namespaces begin with; the id of the process that made them follows. */
const mark = 'evolve-test-'

/** @throws Error where this process cannot make networks */
export function requireNetworks(): void {
  const probe = `${mark}${process.pid}-probe`
  try {
    for (const tool of ['ip', 'bridge', 'tc']) run(tool, '-V')
  } catch (error) {
    const found = (error as Error).message
    throw new Error(`expected ip, bridge and tc of iproute2, found ${found}: run npm run install:hosts`)
  }
  try {
    run('ip', 'netns', 'add', probe)
    run('ip', 'netns', 'delete', probe)
  } catch (error) {
    throw new Error(`expected root, who may make network namespaces, found ${(error as Error).message}`)
  }
}

let made = 0

/** Makes hosts that reach each other, and nothing else: the switch between them is in a namespace of its own. */
export function connectHosts<Name extends string>(...names: readonly Name[]): Readonly<Record<Name, Host>> {
  const network = `${mark}${process.pid}-${made++}`
  const hub = `${network}-switch`
  run('ip', 'netns', 'add', hub)
  run('ip', '-n', hub, 'link', 'add', 'name', bridgeName, 'type', 'bridge')
  run('ip', '-n', hub, 'link', 'set', bridgeName, 'up')
  const hosts = names.map((name, k) => [name, new Host(`${network}-${name}`, { hub, number: k + 1 })])
  return Object.fromEntries(hosts) as Record<Name, Host>
}

/** Removes the networks of this process, and of those that have died, with all that runs there. */
export function removeNetworks(): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const maker = name.startsWith(mark) ? Number.parseInt(name.slice(mark.length), 10) : Number.NaN
    if (Number.isNaN(maker) || (maker !== process.pid && isAlive(maker))) continue
    for (const pid of run('ip', 'netns', 'pids', name).split('\n').filter(Boolean)) end(Number(pid))
    run('ip', 'netns', 'delete', name)
  }
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`)
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
