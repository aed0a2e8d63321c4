import { type Genome, type GenomeType, geneBytes, viewGenes } from '../random/genome.ts'
import type { Addresses } from './addresses.ts'

/** The addresses of genomes and their fitness. Plain data; addresses are bytes. */
export interface PopulationPlan {
  readonly type: GenomeType
  /** N, the most individuals of a generation. */
  readonly rows: number
  /** R ≤ N, the number of genomes that the slab holds: row r has place r mod R. */
  readonly resident: number
  /** P */
  readonly length: number
  /** The number of individuals per generation that learn. */
  readonly learned: number
  /** The number of slots with a genome of their own beside the population. */
  readonly spares: number
  /** (N) float64 */
  readonly fitnessAt: number
  /** (N) float64 */
  readonly violationAt: number
  /** (P) */
  readonly candidateAt: number
  /** (R, P) */
  readonly genomesAt: number
  /** (learned, P) */
  readonly learnedAt: number
  /** (spares, P) */
  readonly sparesAt: number
}

/** The sizes that a population is planned from. */
export type PopulationSize = Pick<
  PopulationPlan,
  'type' | 'rows' | 'resident' | 'length' | 'learned' | 'spares'
>

export function planPopulation(size: PopulationSize, addresses: Addresses): PopulationPlan {
  const { type, rows, resident, length, learned, spares } = size
  const bytes = length * geneBytes[type]
  return {
    type,
    rows,
    resident,
    length,
    learned,
    spares,
    fitnessAt: addresses.take(rows * 8),
    violationAt: addresses.take(rows * 8),
    candidateAt: addresses.take(bytes),
    genomesAt: addresses.take(resident * bytes),
    learnedAt: addresses.take(learned * bytes),
    sparesAt: addresses.take(spares * bytes),
  }
}

/** The genomes of a generation with fitness and violations, and one extra genome. */
export class PopulationArea {
  /** P */
  readonly length: number
  /** R, the number of genomes that the slab holds. */
  readonly resident: number
  /** (R, P) row r has place r mod R. */
  readonly genomes: Genome
  /** (N) */
  readonly fitness: Float64Array
  /** (N) by how much constraints are violated, ≥ 0; 0 if there are none. */
  readonly violation: Float64Array
  /** (P) a genome outside the population, for scores between generations. */
  readonly candidate: Genome
  /** The address of that genome. */
  readonly candidateAt: number
  /** (learned, P) */
  private readonly allLearned: Genome
  /** (spares, P) */
  private readonly allSpares: Genome

  constructor(plan: PopulationPlan, buffer: ArrayBufferLike) {
    const { type, rows, resident, length, learned, spares } = plan
    this.length = length
    this.resident = resident
    this.genomes = viewGenes(type, buffer, plan.genomesAt, resident * length)
    this.fitness = new Float64Array(buffer, plan.fitnessAt, rows)
    this.violation = new Float64Array(buffer, plan.violationAt, rows)
    this.candidate = viewGenes(type, buffer, plan.candidateAt, length)
    this.candidateAt = plan.candidateAt
    this.allLearned = viewGenes(type, buffer, plan.learnedAt, learned * length)
    this.allSpares = viewGenes(type, buffer, plan.sparesAt, spares * length)
  }

  /** The address of row `index`. */
  genomeAt(index: number): number {
    return this.genomes.byteOffset + this.startOf(index) * this.genomes.BYTES_PER_ELEMENT
  }

  /** (P) row `index`, or the row that has taken its place since. */
  genome(index: number): Genome {
    const start = this.startOf(index)
    return this.genomes.subarray(start, start + this.length)
  }

  /**
   * (P) the genome of a slot beside the population.
   * @throws RangeError for an arena that was planned without
   */
  spare(slot: number): Genome {
    const genome = this.allSpares.subarray(slot * this.length, (slot + 1) * this.length)
    if (genome.length > 0) return genome
    throw new RangeError('spare: expected an arena planned with a genome for each slot, found one without')
  }

  private startOf(index: number): number {
    return (index % this.resident) * this.length
  }

  /** (P) the learned parameters of the individual at place `place` among those that learn. */
  learned(place: number): Genome {
    return this.allLearned.subarray(place * this.length, (place + 1) * this.length)
  }
}
