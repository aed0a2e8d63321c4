import type { PriorSegment } from '../random/prior.ts'
import { activations } from './activations.ts'
import { biasCount, fanIn, type Layer, layerParameters, type Topology } from './topology.ts'

/**
 * How the weights of a layer with fan-in F and O outputs are drawn. F is the number of its inputs, in a recurrent layer
 * and O more. Variance of a weight: xavier 2 / (F + O) (Glorot & Bengio 2010, eq. 16); he 2 / F (He et al. 2015, eq. 10);
 * lecun 1 / F (LeCun et al. 1998, eq. 16); uniform: in ± `scale` for any widths.
 */
export type WeightInitialiser = 'xavier' | 'he' | 'lecun' | 'uniform'

export interface Initialisation {
  /** `auto` follows the activation of the layer: he for the rectifiers, xavier or lecun for the others. */
  readonly weights: WeightInitialiser | 'auto'
  /** The shape of the distribution at the variance above; `uniform` weights are always uniform. */
  readonly distribution: 'normal' | 'uniform'
  /** The range of `uniform` weights. */
  readonly scale: number
  readonly biases: 'zero' | 'uniform'
  /** The range of uniform biases. */
  readonly biasScale: number
}

export const defaultInitialisation: Initialisation = {
  weights: 'auto',
  distribution: 'normal',
  scale: 1,
  biases: 'zero',
  biasScale: 0.1,
}

/** The distribution of a new genome: for each layer a segment of biases, if it has them, and one of weights, in genome order. */
export function initialDistribution(topology: Topology, init: Initialisation): PriorSegment[] {
  let at = 0
  return topology.layers.flatMap((layer) => {
    const weightsAt = at + biasCount(layer)
    const end = at + layerParameters(layer)
    const biases: PriorSegment =
      init.biases === 'zero'
        ? { start: at, end: weightsAt, kind: 'zero', scale: 0 }
        : { start: at, end: weightsAt, kind: 'uniform', scale: init.biasScale }
    at = end
    const weights: PriorSegment = { start: weightsAt, end, ...weightDistribution(layer, init) }
    return layer.bias ? [biases, weights] : [weights]
  })
}

/**
 * The distribution of a genome around a given one: normal, with a multiple of the standard deviation that a new genome has. A
 * bias that a new genome has as zero takes that of the weights of its layer.
 */
export function spreadDistribution(topology: Topology, init: Initialisation, spread: number): PriorSegment[] {
  const fresh = initialDistribution(topology, init)
  return fresh.map((segment, index): PriorSegment => {
    const { start, end } = segment
    const like = segment.kind === 'zero' ? fresh[index + 1]! : segment
    return { start, end, kind: 'normal', scale: spread * deviationOf(like) }
  })
}

/** A uniform distribution in ± a has the variance a² / 3. */
function deviationOf({ kind, scale }: PriorSegment): number {
  return kind === 'uniform' ? scale / Math.sqrt(3) : scale
}

function weightDistribution(layer: Layer, init: Initialisation): Pick<PriorSegment, 'kind' | 'scale'> {
  const weights = init.weights === 'auto' ? activations[layer.activation.kind].initialiser : init.weights
  if (weights === 'uniform') return { kind: 'uniform', scale: init.scale }
  const deviation = Math.sqrt(variance(weights, layer))
  // A uniform distribution in ± a has the variance a² / 3.
  return init.distribution === 'normal'
    ? { kind: 'normal', scale: deviation }
    : { kind: 'uniform', scale: deviation * Math.sqrt(3) }
}

function variance(weights: 'xavier' | 'he' | 'lecun', layer: Layer): number {
  if (weights === 'xavier') return 2 / (fanIn(layer) + layer.outputs)
  return (weights === 'he' ? 2 : 1) / fanIn(layer)
}
