import type { Region, SampleRows } from '../memory/dataset.ts'
import type { LossName } from '../model/losses.ts'

/**
 * How a multiply-add is rounded, and so which bits a network gives: `strict` rounds product and sum, `fused` rounds
 * once. Every engine that computes in an arithmetic gives the same bits.
 */
export type Arithmetic = 'strict' | 'fused'

/**
 * Computes one network on one arena, for one thread: it owns a scratch slot there.
 * Addresses are bytes from the start of the arena.
 */
export interface Kernel {
  readonly arithmetic: Arithmetic
  /**
   * The mean loss of a genome over a region's samples. NaN where the network or its data give NaN.
   * @param parametersAt where the genome's (P) float32 lie
   */
  loss(parametersAt: number, region: Region, loss: LossName): number
  /**
   * The network's outputs for a region's samples.
   * @param outputs (S, O) out
   */
  forward(parametersAt: number, region: Region, outputs: Float32Array): void
  /**
   * The gradient of the mean loss over a region's samples with respect to the parameters. At a kink it is the slope of
   * one side, or 0 (relu at 0, mae at 0). The arena has to be planned with `gradient`.
   * @param gradientAt where the (P) float32 are written to, not where the parameters lie
   * @returns the mean loss, to the bits of `loss`
   */
  gradient(parametersAt: number, region: Region, loss: LossName, gradientAt: number): number
  /**
   * Packs chosen samples into the tiles of a region, in the order of their indices, as `packTiles` does: lanes past
   * the last sample are zero. The arena has to be planned with `minibatch` for `dataset.sampleRows` to hold any.
   * @param indices which `region.count` samples of `rows`, or more; a view on the arena's memory, each < rows.count
   */
  gather(rows: SampleRows, indices: Uint32Array, region: Region): void
}
