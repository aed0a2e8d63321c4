import { writeReport } from '../artifacts/report.ts'
import type { Host } from './host.ts'
import { shortPath } from './train/summary.ts'

/** `evolve report <run>`: makes the report of a run folder again, while the run goes on too. */
export function report(run: string, { out }: { readonly out?: string }, { stdout }: Host): void {
  stdout.write(`written to ${shortPath(writeReport(run, out))}\n`)
}
