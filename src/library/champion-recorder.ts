import { join } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import { pictureOptions } from '../config/schema/pictures.ts'
import { InputError } from '../errors.ts'
import { refusal } from '../files/refusal.ts'
import { remove } from '../files/whole-file.ts'
import { parameterCount } from '../model/topology.ts'
import type { Champion, GenerationEvent } from '../run/events.ts'
import type { RunFolder } from '../run/folder/run-folder.ts'
import type { Snapshot } from '../run/folder/snapshot-codec.ts'
import { SnapshotFile, type SnapshotFileState } from '../run/folder/snapshots.ts'

/** Whether a training runs alone or as one of many. */
export type RunSetting = 'alone' | 'many'

/** The file in which a run keeps its champions. */
export const snapshotsName = 'snapshots.bin'

/** Whether a run with a folder keeps its champions for a film. */
export function keepsChampions({ config, task }: BuiltRun, setting: RunSetting): boolean {
  const { film } = pictureOptions(config)
  return film === 'auto' ? setting === 'alone' && task.view !== null : film
}

/** The state of a recorder: plain data. */
export interface ChampionRecorderState {
  /** Null after writing has failed. */
  readonly file: SnapshotFileState | null
  readonly latest: GenerationEvent | null
  /** Why the disk has refused champions; null if it has not. */
  readonly refused: string | null
}

/** Keeps champions in the run folder. If writing fails, it warns once and stops; the training continues. */
export class ChampionRecorder {
  private readonly path: string
  private readonly warn: (line: string) => void
  private file: SnapshotFile | null
  private latest: GenerationEvent | null = null
  private refused: string | null = null

  constructor({ config, network, task }: BuiltRun, { path }: RunFolder, warn: (line: string) => void) {
    const { frames, every } = pictureOptions(config)
    const phases = config.finetune === undefined ? 1 : 2
    this.path = join(path, snapshotsName)
    this.warn = warn
    const [length, type] =
      network === null
        ? ([task.genome!.length, task.genome!.type] as const)
        : ([parameterCount(network.topology), 'float32'] as const)
    this.file = new SnapshotFile(this.path, length, { frames, every, phases, type })
  }

  /** @param best the champion after this generation */
  generation(event: GenerationEvent, best: Champion | null): void {
    this.latest = event
    if (this.file?.due(event.phase, event.generation) !== true) return
    this.attempt((file, snapshot) => file.add(snapshot), event, best)
  }

  /** Keeps no more champions: on a full disk they would take what others need more. */
  stop(why: string): void {
    if (this.file === null) return
    this.file = null
    this.refused = why
    this.warn(`${this.path}: ${why}; training continues without a film`)
  }

  /** Why the disk has refused champions; null if it has not. */
  get lacking(): string | null {
    return this.refused
  }

  /** Adds the last champion and writes everything to disk. */
  end(best: Champion | null): void {
    if (this.latest !== null) this.attempt((file, snapshot) => file.end(snapshot), this.latest, best)
    this.sync()
    this.file = null
  }

  /** Brings everything to the medium. If that fails, it stops. */
  sync(): void {
    try {
      this.file?.sync()
    } catch (error) {
      this.stop(refusal(error))
    }
  }

  /** The state once `sync` has written everything. */
  snapshot(): ChampionRecorderState {
    const { refused } = this
    return { file: this.file?.snapshot() ?? null, latest: structuredClone(this.latest), refused }
  }

  /** Goes on from a state, without a film if the file lacks what the state lists. @param state null to begin anew */
  restore(state: ChampionRecorderState | null): void {
    if (state === null) {
      remove(this.path)
      return
    }
    this.latest = structuredClone(state.latest)
    this.refused = state.refused
    if (state.file === null) this.file = null
    else {
      try {
        this.file?.restore(state.file)
      } catch (error) {
        this.stop(error instanceof InputError ? `${error.issue.expected} are not in it` : refusal(error))
      }
    }
  }

  private attempt(
    write: (file: SnapshotFile, snapshot: Snapshot) => void,
    event: GenerationEvent,
    best: Champion | null,
  ): void {
    if (this.file === null || best === null) return
    const { phase, generation, evaluations, timing } = event
    const { genome, fitness, validation } = best
    const { elapsedMs } = timing
    try {
      write(this.file, { phase, generation, evaluations, elapsedMs, genome, fitness, validation })
    } catch (error) {
      this.stop(refusal(error))
    }
  }
}
