/** What a machine has done for a run. */
export interface MachineFigures {
  /** Workers of the same name count as one machine. */
  readonly name: string
  readonly threads: number
  /** Individuals that it has scored; some of them maybe in vain, since another was quicker. */
  readonly individuals: number
  /** Milliseconds that its threads have worked, together. */
  readonly busyMs: number
  /** Milliseconds since its last sign of life; null if it gives none any more. */
  readonly silentMs: number | null
}

/** What a run has done with other machines. */
export interface FleetFigures {
  /** Bytes of genomes, plans and data that were sent to Redis, compressed. */
  readonly sentBytes: number
  /** By name. */
  readonly machines: readonly MachineFigures[]
}

/** What was done between two moments: totals become differences. */
export function fleetSince(before: FleetFigures | undefined, after: FleetFigures): FleetFigures {
  const known = new Map(before?.machines.map((machine) => [machine.name, machine]))
  return {
    sentBytes: after.sentBytes - (before?.sentBytes ?? 0),
    machines: after.machines.map((machine) => {
      const { individuals = 0, busyMs = 0 } = known.get(machine.name) ?? {}
      return {
        ...machine,
        individuals: machine.individuals - individuals,
        busyMs: microseconds(machine.busyMs - busyMs),
      }
    }),
  }
}

/** Milliseconds, rounded to the microsecond. */
function microseconds(ms: number): number {
  return Math.round(ms * 1e3) / 1e3
}
