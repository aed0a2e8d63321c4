import { setImmediate } from 'node:timers/promises'

/** The approximate longest time that signals and timers wait for the coordinator, in milliseconds. */
const breathMs = 50

/** Lets signals and timers have their turn on a thread that works without end. */
export class Breath {
  private takenAt: number = performance.now()

  /** A promise to wait for if the last turn was a while ago. */
  take(): Promise<void> | undefined {
    return performance.now() - this.takenAt < breathMs ? undefined : this.taken()
  }

  private async taken(): Promise<void> {
    await setImmediate()
    this.takenAt = performance.now()
  }
}
