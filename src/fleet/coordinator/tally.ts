import type { FleetFigures, MachineFigures } from '../../evaluation/fleet-figures.ts'
import type { BatchResult } from '../wire/messages.ts'
import type { Roster } from './roster.ts'

/** Counts what each machine has done for a run. */
export class Tally {
  private readonly machines = new Map<string, Pick<MachineFigures, 'threads' | 'individuals' | 'busyMs'>>()

  /** @param items of the batch that a worker has sent the results of */
  take(worker: string, items: number, { threads, busyMs }: Pick<BatchResult, 'threads' | 'busyMs'>): void {
    const { individuals = 0, busyMs: before = 0 } = this.machines.get(worker) ?? {}
    this.machines.set(worker, { threads, individuals: individuals + items, busyMs: before + busyMs })
  }

  /** All that was done so far, with those who are there and have done nothing yet. */
  figures({ workers }: Pick<Roster, 'workers'>, sentBytes: number): FleetFigures {
    const alive = new Map(workers.map((worker) => [worker.name, worker]))
    const names = [...new Set([...this.machines.keys(), ...alive.keys()])].sort()
    const machines = names.map((name): MachineFigures => {
      const done = this.machines.get(name) ?? { threads: alive.get(name)!.threads, individuals: 0, busyMs: 0 }
      return { name, ...done, silentMs: alive.get(name)?.silentMs ?? null }
    })
    return { sentBytes, machines }
  }
}
