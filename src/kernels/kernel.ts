import type { Arena } from '../memory/arena.ts'
import type { Region, SampleRows } from '../memory/dataset.ts'
import type { NetworkPlan } from '../memory/descriptor.ts'
import type { LossName } from '../model/losses.ts'
import { isRecurrent, shapeText } from '../model/topology.ts'

/**
 * How a multiply-add is rounded. This determines the bits of a network: `strict` rounds product and sum, `fused` rounds
 * once. All engines give the same bits in the same arithmetic.
 */
export type Arithmetic = 'strict' | 'fused'

/**
 * The network that a kernel computes.
 * @throws RangeError for an arena without a network, or with a recurrent one, since the samples of a data set are no steps
 */
export function kernelNetwork({ network }: Arena): NetworkPlan {
  if (isRecurrent(network.topology))
    throw new RangeError(
      `kernel: expected a network without recurrent layers, found ${shapeText(network.topology)}`,
    )
  return network
}

/**
 * Computes one network on one arena, for one thread. It owns a scratch slot of the arena.
 * Addresses are bytes from the start of the arena.
 */
export interface Kernel {
  readonly arithmetic: Arithmetic
  /**
   * The mean loss of a genome over a region's samples, each times its weight if the region has weights: their sum divided by the
   * number of samples, whatever the weights. NaN if the network or its data give NaN.
   * @param parametersAt the address of the genome, (P) float32
   */
  loss(parametersAt: number, region: Region, loss: LossName): number
  /**
   * Computes the network's outputs for a region's samples.
   * @param outputs (S, O) out
   */
  forward(parametersAt: number, region: Region, outputs: Float32Array): void
  /**
   * Computes the gradient of this mean loss over a region's samples, with respect to the parameters. At a kink it is the
   * slope of one side, or 0 (relu at 0, mae at 0). The arena must be planned with `gradient`.
   * @param gradientAt the address for the gradient, (P) float32; not the address of the parameters
   * @returns the mean loss, with the bits of `loss`
   */
  gradient(parametersAt: number, region: Region, loss: LossName, gradientAt: number): number
  /**
   * Packs selected samples into the tiles of a region, in the order of the indices, as `packTiles` does: lanes after
   * the last sample are zero. `dataset.sampleRows` holds samples only if the arena is planned with `minibatch`.
   * @param indices at least `region.count` indices of `rows`, each < rows.count; a view of the arena's memory
   */
  gather(rows: SampleRows, indices: Uint32Array, region: Region): void
}
