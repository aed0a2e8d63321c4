import type { BuiltRun } from '../config/build.ts'
import type { RunRecord } from '../run/folder/record.ts'

/** What a gene takes in `champion.json` at most, and some lines of metrics. Bytes. */
const geneBytes = 26
const metricsBytes = 16_384
const leastReserve = 65_536

/** Room for the champion and the record, with some metrics: twice, if that is not much. */
export function reserveBytes({ network, identity }: BuiltRun, record: RunRecord): number {
  const bytes =
    identity.parameters * geneBytes + JSON.stringify([record, network?.signature]).length + metricsBytes
  return Math.max(leastReserve, bytes + Math.min(bytes, 2 ** 20))
}
