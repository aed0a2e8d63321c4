import { join } from 'node:path'
import type { Verdict } from '../../evaluation/verdicts.ts'
import { GrowingFile } from '../../files/growing-file.ts'
import { linesOf } from '../../files/line-reader.ts'
import { writeWhole } from '../../files/whole-file.ts'
import type { Genome } from '../../random/genome.ts'
import type { FailedIndividual } from '../events.ts'
import { failureIn, failureLine, verdictLine, verdictOf } from './failure-record.ts'

/** The individuals without a fitness, one per line. */
export const failuresName = 'failures.jsonl'

/** Bytes of failures that wait in memory while the disk is full. */
const mostBytes = 2 ** 20
/** The most genomes of verdicts that are kept, and the most genes of them all. */
const mostGenomes = 1000
const mostGenes = 2_000_000

/** An election is held after the checkpoint of its generation, and again when a run goes on from it. */
function isOfElection(verdict: Verdict | null, generation: number): boolean {
  return verdict?.fresh?.reason === 'election' && verdict.generation === generation - 1
}

/** The file of the individuals that failed. */
export class FailuresFile {
  private readonly path: string
  private readonly file: GrowingFile
  /** Verdicts so far. */
  private verdicts = 0

  /** @param folder the run folder */
  constructor(folder: string) {
    this.path = join(folder, failuresName)
    this.file = new GrowingFile(this.path, mostBytes)
  }

  /** Lines that are not on the disk. */
  get missing(): number {
    return this.file.missing
  }

  add(failed: readonly FailedIndividual[]): void {
    for (const individual of failed) this.file.add(failureLine(individual))
  }

  /**
   * Adds verdicts and brings them to the medium.
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  addVerdicts(verdicts: readonly (Verdict & { readonly genome: Genome })[]): void {
    for (const { genome, ...verdict } of verdicts) {
      const kept = this.verdicts < mostGenomes && this.verdicts * genome.length < mostGenes
      this.file.add(verdictLine(verdict, kept ? genome : null))
      this.verdicts++
    }
    this.file.sync()
  }

  /** @throws EvolveError if the disk refuses lines; no line is lost */
  flush(): void {
    this.file.flush()
  }

  /** Brings all lines to the medium. @throws EvolveError if the disk refuses it; no line is lost */
  sync(): void {
    this.file.sync()
  }

  /**
   * Goes back to the end of a generation: of later ones only verdicts stay.
   * @param generation from 1; 0 for the start of the run
   * @param same whether later verdicts hold; if not, they go too
   * @returns these verdicts
   * @throws the system's error if the disk refuses the file
   */
  cut(generation: number, same = true): readonly Verdict[] {
    const kept: Uint8Array[] = []
    const later: Verdict[] = []
    let total = 0
    this.verdicts = 0
    for (const line of linesOf(this.path)) {
      total++
      const record = failureIn(line)
      // It holds no failure, so nothing is lost with it.
      if (record === null) continue
      const verdict = verdictOf(record)
      const past = record.generation <= generation && !isOfElection(verdict, generation)
      if (!past) {
        if (verdict === null || !same) continue
        later.push(verdict)
      }
      if (verdict !== null) this.verdicts++
      kept.push(Buffer.from(`${line}\n`))
    }
    this.file.forget()
    const bytes = kept.reduce((sum, { length }) => sum + length, 0)
    // The end of a torn line goes too.
    if (bytes < this.file.size || kept.length < total) writeWhole(this.path, kept)
    return later
  }
}
