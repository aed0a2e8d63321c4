import type { LossName } from '../model/losses.ts'
import type { Dataset } from './supervised/dataset.ts'

export type Direction = 'minimize' | 'maximize'

/** Figures a person reads, beside the fitness: accuracy; or rmse, mae and r2 in the target's own unit. */
export type Metrics = Readonly<Record<string, number>>

/** What genomes are scored on. */
export interface Task {
  readonly kind: string
  readonly direction: Direction
  readonly loss: LossName
  readonly data: Dataset
  /**
   * @param outputs (S, O) the network's answers
   * @param targets (S, O)
   * @param count S; 0 gives no figures
   */
  measure(outputs: Float32Array, targets: Float32Array, count: number): Metrics
}
