import type { InputColumn } from '../../../../model/signature.ts'
import { type ClassLevels, type Examples, oneHot } from '../examples.ts'

/** Number columns with these names. */
export function numberColumns(names: readonly string[]): InputColumn[] {
  return names.map((name) => ({ name, kind: 'number', missing: null }))
}

/** Collects S points, each with I coordinates and a class. */
export class LabelledPoints {
  readonly inputs: Float64Array
  readonly labels: Uint32Array
  readonly #names: readonly string[]
  #count = 0

  /** @param names of the coordinates */
  constructor(samples: number, names: readonly string[]) {
    this.#names = names
    this.inputs = new Float64Array(samples * names.length)
    this.labels = new Uint32Array(samples)
  }

  add(label: number, ...coordinates: readonly number[]): void {
    this.inputs.set(coordinates, this.#count * this.#names.length)
    this.labels[this.#count++] = label
  }

  /** @param classes their names */
  examples(classes: readonly string[], levels: ClassLevels = oneHot): Examples {
    return {
      count: this.#count,
      columns: numberColumns(this.#names),
      inputs: this.inputs,
      target: { kind: 'classes', name: 'class', names: classes, labels: this.labels, levels },
      notes: [],
    }
  }
}
