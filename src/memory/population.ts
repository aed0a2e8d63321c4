import { type Genome, type GenomeType, geneBytes, viewGenes } from '../random/genome.ts'
import type { Addresses } from './addresses.ts'

/** Where genomes and their fitness lie. Plain data; addresses are bytes. */
export interface PopulationPlan {
  readonly type: GenomeType
  /** N, genomes that the slab can hold. */
  readonly rows: number
  /** P */
  readonly length: number
  /** R, individuals of a generation that learn. */
  readonly learned: number
  /** (N) float64 */
  readonly fitnessAt: number
  /** (N) float64 */
  readonly violationAt: number
  /** (P) */
  readonly candidateAt: number
  /** (N, P) */
  readonly genomesAt: number
  /** (R, P) */
  readonly learnedAt: number
}

/** What it is planned from. */
export type PopulationSize = Pick<PopulationPlan, 'type' | 'rows' | 'length' | 'learned'>

export function planPopulation(size: PopulationSize, addresses: Addresses): PopulationPlan {
  const { type, rows, length, learned } = size
  const bytes = length * geneBytes[type]
  return {
    type,
    rows,
    length,
    learned,
    fitnessAt: addresses.take(rows * 8),
    violationAt: addresses.take(rows * 8),
    candidateAt: addresses.take(bytes),
    genomesAt: addresses.take(rows * bytes),
    learnedAt: addresses.take(learned * bytes),
  }
}

/** The genomes of a generation with what they earned, and a genome beside them. */
export class PopulationArea {
  /** P */
  readonly length: number
  /** (N, P) */
  readonly genomes: Genome
  /** (N) */
  readonly fitness: Float64Array
  /** (N) by how much constraints are violated, ≥ 0; 0 without any. */
  readonly violation: Float64Array
  /** (P) a genome outside the population, for scores between generations. */
  readonly candidate: Genome
  /** Where that lies. */
  readonly candidateAt: number
  /** (R, P) */
  private readonly allLearned: Genome

  constructor(plan: PopulationPlan, buffer: ArrayBufferLike) {
    const { type, rows, length, learned } = plan
    this.length = length
    this.genomes = viewGenes(type, buffer, plan.genomesAt, rows * length)
    this.fitness = new Float64Array(buffer, plan.fitnessAt, rows)
    this.violation = new Float64Array(buffer, plan.violationAt, rows)
    this.candidate = viewGenes(type, buffer, plan.candidateAt, length)
    this.candidateAt = plan.candidateAt
    this.allLearned = viewGenes(type, buffer, plan.learnedAt, learned * length)
  }

  /** Where row `index` lies. */
  genomeAt(index: number): number {
    return this.genomes.byteOffset + index * this.length * this.genomes.BYTES_PER_ELEMENT
  }

  /** Row `index`, (P). */
  genome(index: number): Genome {
    return this.genomes.subarray(index * this.length, (index + 1) * this.length)
  }

  /** What the individual in place `place` of those that learn became by learning, (P). */
  learned(place: number): Genome {
    return this.allLearned.subarray(place * this.length, (place + 1) * this.length)
  }
}
