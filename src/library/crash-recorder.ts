import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { reserveName } from '../files/reserve.ts'
import { writeWhole } from '../files/whole-file.ts'
import type { GenerationEvent } from '../run/events.ts'
import { releaseOwn } from '../run/folder/lock.ts'
import { type RunRecord, runRecord } from '../run/folder/record.ts'

/** The error of a run that nobody waited for. */
export const leftAtOnce = 'ended at once, by a second signal'

/** Follows a training on another thread, so that it can finish the training's record if the thread dies. */
export class CrashRecorder {
  /** The run folder; null until the training has claimed it. */
  folder: string | null = null
  private latest: GenerationEvent | null = null
  private failures = 0

  add(events: readonly GenerationEvent[]): void {
    this.latest = events.at(-1) ?? this.latest
    for (const event of events) this.failures += event.failures
  }

  /** Records in `run.json` that the training failed. The rest of the folder stays as it is. */
  close(error: string): void {
    if (this.folder === null) return
    const path = join(this.folder, 'run.json')
    const { generation: generations = 0, evaluations = 0, timing } = this.latest ?? {}
    const elapsedMs = timing?.elapsedMs ?? 0
    const failure = { error, generations, evaluations, failures: this.failures, elapsedMs }
    try {
      const record = JSON.parse(readFileSync(path, 'utf8')) as RunRecord
      if (record.status !== 'running') return
      rmSync(join(this.folder, reserveName), { force: true })
      writeWhole(path, `${JSON.stringify(runRecord(record, record, failure), null, 2)}\n`)
    } catch {
      // There is no record yet, or the disk is full. The caller reports the error anyway.
    } finally {
      releaseOwn(this.folder)
    }
  }
}
