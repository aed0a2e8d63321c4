import { join } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import { parameterCount } from '../model/topology.ts'
import type { GenerationEvent } from '../run/events.ts'
import type { RunFolder } from '../run/folder.ts'
import { refusal } from '../run/refusal.ts'
import { type Snapshot, SnapshotFile } from '../run/snapshots.ts'
import type { Trainer } from '../run/trainer.ts'
import { filmKind } from './film-kind.ts'

/** Whether a training runs alone or is one of many. */
export type Company = 'alone' | 'many'

/** Where a run keeps its champions. */
export const snapshotsName = 'snapshots.bin'

/** Whether a run with a folder keeps its champions, which a film is made from. */
export function keepsChampions({ config, task }: BuiltRun, company: Company): boolean {
  const { film } = config.pictures
  return film === 'auto' ? company === 'alone' && filmKind(task) !== null : film
}

/** Keeps champions in the run folder. If the disk refuses one, it warns once and stops; the training goes on. */
export class ChampionRecorder {
  private readonly trainer: Trainer
  private readonly path: string
  private readonly warn: (line: string) => void
  private file: SnapshotFile | null
  private latest: GenerationEvent | null = null

  constructor({ config, topology, trainer }: BuiltRun, { path }: RunFolder, warn: (line: string) => void) {
    const { frames, every } = config.pictures
    const phases = config.finetune === undefined ? 1 : 2
    this.trainer = trainer
    this.path = join(path, snapshotsName)
    this.warn = warn
    this.file = new SnapshotFile(this.path, parameterCount(topology), { frames, every, phases })
  }

  generation(event: GenerationEvent): void {
    this.latest = event
    if (this.file?.due(event.phase, event.generation) !== true) return
    this.attempt((file, snapshot) => file.add(snapshot), event)
  }

  /** Keeps the last champion too, and writes everything to the disk. */
  end(): void {
    if (this.latest !== null) this.attempt((file, snapshot) => file.end(snapshot), this.latest)
    this.file = null
  }

  private attempt(write: (file: SnapshotFile, snapshot: Snapshot) => void, event: GenerationEvent): void {
    const { best } = this.trainer
    if (this.file === null || best === null) return
    const { phase, generation, evaluations, timing } = event
    const { genome, fitness, validation } = best
    const { elapsedMs } = timing
    try {
      write(this.file, { phase, generation, evaluations, elapsedMs, genome, fitness, validation })
    } catch (error) {
      this.file = null
      this.warn(`${this.path}: ${refusal(error)}; training goes on without a film`)
    }
  }
}
