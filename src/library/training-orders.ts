/** What all trainings of a pool are to do: in shared memory, so that every thread sees it between two generations. */
const [go, stop, hold] = [0, 1, 2]

/** (2): the order, and the number of the latest pause. */
export type OrderMemory = Int32Array<SharedArrayBuffer>

/** The side that gives orders. */
export class TrainingOrders {
  readonly memory: OrderMemory = new Int32Array(new SharedArrayBuffer(8))

  get stopped(): boolean {
    return isStopped(this.memory)
  }

  stop(): void {
    Atomics.store(this.memory, 0, stop)
  }

  /** @returns the number of the pause; null if trainings stop */
  hold(): number | null {
    const pause = Atomics.add(this.memory, 1, 1) + 1
    return Atomics.compareExchange(this.memory, 0, go, hold) === go ? pause : null
  }

  goOn(): void {
    Atomics.compareExchange(this.memory, 0, hold, go)
  }
}

export function isStopped(memory: OrderMemory): boolean {
  return Atomics.load(memory, 0) === stop
}

/** The number of the pause that holds all trainings now; null while there is none. */
export function heldBy(memory: OrderMemory): number | null {
  return Atomics.load(memory, 0) === hold ? Atomics.load(memory, 1) : null
}
