import type { StoredModel } from '../model/model-file.ts'
import { outputLayer } from '../model/topology.ts'
import type { NetworkDrawing } from '../report/network/drawing.ts'
import { inputNames, outputNames } from '../report/network/labels.ts'
import { drawNetwork } from '../report/network.ts'
import type { ReadRun } from './read-run.ts'

/** A champion as it is drawn, with the names of its inputs and outputs. */
export function drawingOf({ topology, parameters, signature }: StoredModel): NetworkDrawing {
  return {
    topology,
    parameters,
    inputs: inputNames(signature),
    outputs: outputNames(signature, outputLayer(topology).outputs),
  }
}

/** The champion's layers, units and weights as a PNG file. */
export function networkPicture({ record }: ReadRun, champion: StoredModel): Buffer {
  const title = `${record.name}, seed ${record.seed}: the champion`
  return drawNetwork({ ...drawingOf(champion), title, subtitle: record.network })
}
