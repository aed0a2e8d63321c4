import type { Signature } from '../../model/signature.ts'

/** A name for each input, after one-hot encoding: `mass`, `Island = Dream`. */
export function inputNames({ columns }: Pick<Signature, 'columns'>): string[] {
  return columns.flatMap((column) =>
    column.kind === 'number' ? [column.name] : column.levels.map((level) => `${column.name} = ${level}`),
  )
}

/**
 * A name for each output. A single output of two classes has the name of the second, whose score it is.
 * @param count O
 */
export function outputNames({ outputs }: Pick<Signature, 'outputs'>, count: number): string[] {
  return outputs.names.slice(-count)
}
