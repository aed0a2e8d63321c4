import type { FleetFigures } from '../../evaluation/fleet-figures.ts'

/** What was done in two spans of time, one after the other. */
export function joinedFleet(before: FleetFigures, after: FleetFigures): FleetFigures {
  const machines = new Map(before.machines.map((machine) => [machine.name, machine]))
  for (const machine of after.machines) {
    const { individuals = 0, busyMs = 0 } = machines.get(machine.name) ?? {}
    machines.set(machine.name, {
      ...machine,
      individuals: individuals + machine.individuals,
      busyMs: Math.round((busyMs + machine.busyMs) * 1e3) / 1e3,
    })
  }
  const byName = [...machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return { sentBytes: before.sentBytes + after.sentBytes, machines: byName }
}
