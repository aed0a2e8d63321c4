import { spawnSync } from 'node:child_process'
import type { Place } from '../redis/server.ts'

/** Runs a tool to its end. @returns what it has printed */
export function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status === 0) return stdout
  throw new Error(`${[program, ...args].join(' ')}: ${error?.message ?? stderr.trim()}`)
}

/** The name of the bridge in a switch's namespace. */
export const bridgeName = 'bridge'

/** A network namespace with one link, to a switch in another namespace. */
export class Host implements Place {
  readonly words: readonly string[]
  /** Of those that RFC 5737 keeps for examples: it exists within the namespaces alone. */
  readonly address: string
  private readonly hub: string
  /** The end of its link at the switch. */
  private readonly port: string

  /** @param hub the namespace of the switch */
  constructor(namespace: string, { hub, number }: { readonly hub: string; readonly number: number }) {
    this.words = ['ip', 'netns', 'exec', namespace]
    this.address = `192.0.2.${number}`
    this.hub = hub
    this.port = `port${number}`
    const pair = ['type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace]
    run('ip', 'netns', 'add', namespace)
    run('ip', '-n', hub, 'link', 'add', 'name', this.port, ...pair)
    run('ip', '-n', hub, 'link', 'set', this.port, 'master', bridgeName, 'up')
    run('ip', '-n', namespace, 'address', 'add', `${this.address}/24`, 'dev', 'eth0')
    for (const device of ['lo', 'eth0']) run('ip', '-n', namespace, 'link', 'set', device, 'up')
  }

  /** Pulls the cable: the host sees that its link is down. */
  unplug(): void {
    run('ip', '-n', this.hub, 'link', 'set', this.port, 'down')
  }

  plug(): void {
    run('ip', '-n', this.hub, 'link', 'set', this.port, 'up')
  }

  /** Drops every packet from it and to it, of which nobody is told. */
  silence(): void {
    run('bridge', '-n', this.hub, 'link', 'set', 'dev', this.port, 'state', 'disabled')
  }

  hear(): void {
    run('bridge', '-n', this.hub, 'link', 'set', 'dev', this.port, 'state', 'forwarding')
  }

  /** Drops some of the packets from it and to it, at random. @param share of 1 */
  lose(share: number): void {
    // Classic BPF: load a random number of 32 bits; from the limit on drop (2), else pass (0).
    const [random, limit] = [0xff_ff_f0_00 + 56, Math.floor((1 - share) * 2 ** 32)]
    const program = `4,32 0 0 ${random},53 0 1 ${limit},6 0 0 2,6 0 0 0`
    run('tc', '-n', this.hub, 'qdisc', 'add', 'dev', this.port, 'clsact')
    for (const way of ['ingress', 'egress']) {
      const place = ['dev', this.port, way, 'bpf', 'direct-action', 'bytecode', program]
      run('tc', '-n', this.hub, 'filter', 'add', ...place)
    }
  }
}
