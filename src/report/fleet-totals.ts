import type { GenerationEvent, Timing } from '../run/events.ts'

/** A machine of a fleet, over all generations so far. */
export interface MachineRow {
  readonly name: string
  readonly threads: number
  /** Individuals that it has scored. */
  readonly individuals: number
  /** Individuals for each second in which individuals were scored and it was there; null if there was no such time. */
  readonly rate: number | null
  /** The share of that time in which its threads worked, in [0, 1]; null like the rate. */
  readonly busy: number | null
  /** Milliseconds since its last sign of life, at the end of the last generation; null once it gave none any more. */
  readonly silentMs: number | null
  /** The generation of its last result; null if it has had none. */
  readonly last: LastResult | null
}

/** When a result was taken. */
interface LastResult {
  readonly generation: number
  /** The time of the run then, milliseconds. */
  readonly elapsedMs: number
}

/** A generation, as far as its machines are concerned. */
type HandedOut = Pick<GenerationEvent, 'generation'> & {
  readonly timing: Pick<Timing, 'fleet' | 'evaluateMs' | 'elapsedMs'>
}

/** Adds up what the machines of a fleet do in the generations of a run. */
export class FleetTotals {
  /** Bytes that were sent to Redis. */
  sentBytes = 0
  /** Generations that were handed out. */
  generations = 0
  private readonly machines = new Map<string, Machine>()

  /** @param event of a generation, or of the last of several together */
  add({ generation, timing }: HandedOut, generations = 1): void {
    const { fleet, evaluateMs, elapsedMs } = timing
    if (fleet === undefined) return
    this.sentBytes += fleet.sentBytes
    this.generations += generations
    for (const machine of this.machines.values()) machine.silentMs = null
    for (const { name, threads, individuals, busyMs, silentMs } of fleet.machines) {
      const before = this.machines.get(name)
      const present = silentMs !== null || individuals > 0
      this.machines.set(name, {
        threads,
        individuals: individuals + (before?.individuals ?? 0),
        busyMs: busyMs + (before?.busyMs ?? 0),
        presentMs: (present ? evaluateMs : 0) + (before?.presentMs ?? 0),
        silentMs,
        last: individuals > 0 ? { generation, elapsedMs } : (before?.last ?? null),
      })
    }
  }

  /** By name. */
  get rows(): readonly MachineRow[] {
    const rows = Array.from(this.machines, ([name, machine]): MachineRow => {
      const { threads, individuals, busyMs, presentMs, silentMs, last } = machine
      const measured = presentMs > 0
      return {
        ...{ name, threads, individuals, silentMs, last },
        rate: measured ? (1000 * individuals) / presentMs : null,
        busy: measured ? Math.min(1, busyMs / (threads * presentMs)) : null,
      }
    })
    return rows.sort((a, b) => (a.name < b.name ? -1 : 1))
  }
}

interface Machine {
  readonly threads: number
  readonly individuals: number
  readonly busyMs: number
  /** How long individuals were scored while it was there. */
  readonly presentMs: number
  readonly last: LastResult | null
  silentMs: number | null
}
