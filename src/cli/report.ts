import { writeReport } from '../artifacts/report.ts'
import type { Host } from './host.ts'
import { shortPath } from './terminal/format.ts'

/** `evolve report <run>`: writes the report of a run folder again, also while the run goes on. */
export async function report(
  run: string,
  { out }: { readonly out?: string },
  { stdout }: Host,
): Promise<void> {
  stdout.write(`written to ${shortPath(await writeReport(run, out))}\n`)
}
