import { writeReport } from '../artifacts/report.ts'
import type { Host } from './host.ts'
import { shortPath } from './terminal/format.ts'

/** `evolve report <run>`: writes the report of a run folder again, also while the run goes on. */
export function report(run: string, { out }: { readonly out?: string }, { stdout }: Host): void {
  stdout.write(`written to ${shortPath(writeReport(run, out))}\n`)
}
