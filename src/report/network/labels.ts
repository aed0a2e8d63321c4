import { columnInputs } from '../../model/column-inputs.ts'
import type { Signature } from '../../model/signature.ts'

/** A name for each input, after one-hot encoding: `mass`, `Island = Dream`, `when: day`. */
export function inputNames({ columns }: Pick<Signature, 'columns'>): string[] {
  return columns.flatMap(columnInputs)
}

/**
 * A name for each output. A single output of two classes has the name of the second, whose score it is.
 * @param count O
 */
export function outputNames({ outputs }: Pick<Signature, 'outputs'>, count: number): string[] {
  return outputs.names.slice(-count)
}
