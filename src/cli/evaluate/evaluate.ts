import { lossNamed } from '../../library/evaluation.ts'
import { type DataFlags, readingOf, rowsOf, withCure } from '../data-argument.ts'
import type { Host } from '../host.ts'
import { modelOf, recordBeside } from '../run-model.ts'
import { paintFor } from '../terminal/paint.ts'
import { evaluationReport } from './evaluation-report.ts'

export interface EvaluateCommandOptions extends DataFlags {
  readonly loss?: string
  /** Whether all classes count alike in the loss, whatever they did in the run. */
  readonly unweighted?: boolean
  /** Whether the figures are written as JSON. */
  readonly json?: boolean
}

/** `evolve evaluate <run> <data>`: compares the answers of a trained network with the targets of rows. */
export async function evaluate(
  run: string,
  data: string,
  options: EvaluateCommandOptions,
  host: Host,
): Promise<void> {
  const { stdout, stderr, environment } = host
  const reading = readingOf(options)
  const chosen = options.loss === undefined ? undefined : lossNamed(options.loss)
  const { model, file } = await modelOf(run, 'evaluating', (line) => stderr.write(`${line}\n`))
  const record = recordBeside(file)
  const loss = chosen ?? lossNamed(record?.fitnessName, 'allow')
  const classWeights = options.unweighted === true ? null : record?.classWeights
  const table = await rowsOf(data, host, reading)
  const { missing } = reading
  const evaluation = withCure(() => model.evaluateTable(table, { missing, loss, classWeights }), reading)
  for (const note of evaluation.notes) stderr.write(`${note}\n`)
  stdout.write(
    options.json === true
      ? `${JSON.stringify(evaluation, null, 2)}\n`
      : evaluationReport(evaluation, paintFor(stdout, environment)),
  )
}
