import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GenerationEvent } from '../run/events.ts'
import { type RunRecord, runRecord } from '../run/record.ts'
import { writeWhole } from '../run/whole-file.ts'

/** Knows of a training on another thread what it takes to end its record in its place, should the thread die. */
export class Witness {
  /** The run folder, once it is that training's own. */
  folder: string | null = null
  private latest: GenerationEvent | null = null
  private failures = 0

  add(events: readonly GenerationEvent[]): void {
    this.latest = events.at(-1) ?? this.latest
    for (const event of events) this.failures += event.failures
  }

  /** Lets `run.json` say that the training failed. The rest of the folder stays as it is. */
  close(error: string): void {
    if (this.folder === null) return
    const path = join(this.folder, 'run.json')
    const { generation: generations = 0, evaluations = 0, timing } = this.latest ?? {}
    const elapsedMs = timing?.elapsedMs ?? 0
    const failure = { error, generations, evaluations, failures: this.failures, elapsedMs }
    try {
      const record = JSON.parse(readFileSync(path, 'utf8')) as RunRecord
      if (record.status !== 'running') return
      writeWhole(path, `${JSON.stringify(runRecord(record, record.startedAt, failure), null, 2)}\n`)
    } catch {
      // It died before there was a record, or the disk takes nothing more: whoever asked is told all the same.
    }
  }
}
