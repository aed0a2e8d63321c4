import { BoundModel } from '../kernels/bound-model.ts'
import { parametersOf } from '../model/genome.ts'
import type { StoredModel } from '../model/model-file.ts'
import type { Scaling, Signature } from '../model/signature.ts'
import { outputLayer } from '../model/topology.ts'
import type { Answers } from '../report/film/colouring.ts'
import type { Film } from '../report/film/film.ts'
import { drawMapFilm, type MapFilm } from '../report/film/map-film.ts'
import { supervisedOf } from '../tasks/capabilities.ts'
import { unscale } from '../tasks/supervised/data/scaling.ts'
import { chosenClass, classThreshold } from '../tasks/supervised/data/targets.ts'
import type { Samples } from '../tasks/supervised/dataset.ts'
import { choose, filmCurve, headingOf, momentOf } from './moments.ts'
import type { ReadRun } from './read-run.ts'

/** Cells a side that the network is asked for; the picture has twice as many pixels. */
const cells = 143
/** Samples that are shown at most. */
const mostSamples = 500
/** Room about the samples, as a share of how far they reach. */
const air = 0.08

/** The film of a run whose networks have two inputs, from its champions. */
export function filmMap(run: ReadRun, champion: StoredModel): Film {
  const { signature } = champion
  const { train, validation, test } = supervisedOf(run.task, 'task.kind').data
  const [x, y] = squareAbout([train, validation, test], signature)
  const { columns, scaling } = signature
  const answers = answersOf(signature, [train, validation, test])
  const grid = gridInputs(x, y, scaling)
  const reach = reachOf(train)
  const model = new BoundModel(champion.topology, champion.parameters)
  const { activation } = outputLayer(champion.topology)
  const { pictures } = run.config
  const film: MapFilm = {
    heading: headingOf(run, run.config),
    x: { label: columns[0]!.name, extent: x },
    y: { label: columns[1]!.name, extent: y },
    answers,
    samples: samplesOf(train, signature, classThreshold(activation.kind)),
    curve: filmCurve(run),
    cells,
    moments: choose(run.snapshots, pictures.frames, pictures.every).map((snapshot) => ({
      ...momentOf(snapshot, run),
      field() {
        model.use(parametersOf(snapshot.genome))
        return fieldOf(model.forward(grid), answers, signature, reach)
      },
    })),
  }
  return drawMapFilm(film)
}

type Extent = readonly [number, number]

/** What of the two columns is shown: the samples and some air, both equally far where they reach about as far. */
function squareAbout(parts: readonly Samples[], { scaling }: Signature): [Extent, Extent] {
  const extents = [0, 1].map((column): Extent => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const { inputs, count } of parts) {
      for (let sample = 0; sample < count; sample++) {
        const value = unscale(inputs[sample * 2 + column]!, column, scaling)
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
    }
    return low < high ? [low, high] : [low - 1, high + 1]
  })
  const spans = extents.map(([low, high]) => high - low)
  const most = Math.max(...spans)
  const alike = most < 1.6 * Math.min(...spans)
  return extents.map(([low, high], column): Extent => {
    const reach = ((alike ? most : spans[column]!) * (1 + 2 * air)) / 2
    return [(low + high) / 2 - reach, (low + high) / 2 + reach]
  }) as [Extent, Extent]
}

/** (cells × cells, 2) the middle of every cell, row by row from the top, scaled as the network's inputs are. */
function gridInputs([left, right]: Extent, [bottom, top]: Extent, scaling: Scaling | null): Float32Array {
  const inputs = new Float32Array(cells * cells * 2)
  const scale = (value: number, column: number): number =>
    scaling === null ? value : (value - scaling.mean[column]!) / scaling.deviation[column]!
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const at = (row * cells + column) * 2
      inputs[at] = scale(left + ((right - left) * (column + 0.5)) / cells, 0)
      inputs[at + 1] = scale(top - ((top - bottom) * (row + 0.5)) / cells, 1)
    }
  }
  return inputs
}

function answersOf({ outputs }: Signature, parts: readonly Samples[]): Answers {
  if (outputs.kind === 'classes') {
    const { names } = outputs
    return names.length === 2 ? { kind: 'pair', names: [names[0]!, names[1]!] } : { kind: 'classes', names }
  }
  const scaling = outputs.kind === 'numbers' ? outputs.scaling : null
  const width = outputs.names.length
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { targets, count } of parts) {
    for (let sample = 0; sample < count; sample++) {
      const value = unscale(targets[sample * width]!, 0, scaling)
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  return { kind: 'number', name: outputs.names[0]!, extent: [low, high] }
}

/** How far a row of outputs leans to the second of two classes. */
function leaning(rows: Float32Array, row: number, width: number): number {
  return width === 1 ? rows[row]! : rows[row * 2 + 1]! - rows[row * 2]!
}

/** How far the targets lean, from the first class to the second: with sigmoid outputs, say, they may be 0.1 and 0.9. */
function reachOf({ targets, count }: Samples): Extent {
  const width = targets.length / count
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let sample = 0; sample < count; sample++) {
    const value = leaning(targets, sample, width)
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return low < high ? [low, high] : [low - 1, low + 1]
}

/**
 * What the network says of every cell; of two classes the share of the second, 0 and 1 where it says what the targets say.
 * @param outputs (cells × cells, O)
 * @param reach of the targets
 */
function fieldOf(
  outputs: Float32Array,
  answers: Answers,
  signature: Signature,
  [low, high]: Extent,
): Float32Array {
  const count = cells * cells
  const width = outputs.length / count
  if (answers.kind === 'classes') return outputs
  const scaling = signature.outputs.kind === 'numbers' ? signature.outputs.scaling : null
  return Float32Array.from({ length: count }, (_, cell) => {
    if (answers.kind === 'number') return unscale(outputs[cell * width]!, 0, scaling)
    return Math.min(1, Math.max(0, (leaning(outputs, cell, width) - low) / (high - low)))
  })
}

/** Samples of the training part, evenly from all of it where they are too many. */
function samplesOf(
  { inputs, targets, count }: Samples,
  signature: Signature,
  threshold: number,
): MapFilm['samples'] {
  const shown = Math.min(count, mostSamples)
  const width = targets.length / count
  const { scaling, outputs } = signature
  return Array.from({ length: shown }, (_, index) => {
    const sample = Math.floor((index * count) / shown)
    const value =
      outputs.kind === 'classes'
        ? chosenClass(targets, sample, width, threshold)
        : unscale(targets[sample * width]!, 0, outputs.kind === 'numbers' ? outputs.scaling : null)
    return {
      x: unscale(inputs[sample * 2]!, 0, scaling),
      y: unscale(inputs[sample * 2 + 1]!, 1, scaling),
      value,
    }
  })
}
