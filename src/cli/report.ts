import { writeReport } from '../artifacts/report.ts'
import { shortPath } from './summary.ts'

/** `evolve report <run>`: makes the report of a run folder again, while the run goes on too. */
export function report(run: string, { out }: { readonly out?: string }): void {
  process.stdout.write(`written to ${shortPath(writeReport(run, out))}\n`)
}
