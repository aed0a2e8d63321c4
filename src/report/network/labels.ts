import type { Signature } from '../../model/signature.ts'

/** A name an input, after one-hot encoding: `mass`, `Island = Dream`. */
export function inputNames({ columns }: Pick<Signature, 'columns'>): string[] {
  return columns.flatMap((column) =>
    column.kind === 'number' ? [column.name] : column.levels.map((level) => `${column.name} = ${level}`),
  )
}

/**
 * A name an output; where two classes share one, that of the class it speaks for.
 * @param count O
 */
export function outputNames({ outputs }: Pick<Signature, 'outputs'>, count: number): string[] {
  return outputs.names.slice(-count)
}
