/** From which islands one receives migrants. */
export type IslandTopology = 'ring' | 'full' | 'star'

export interface MigrationOptions {
  /**
   * ring: each island sends to the next one; full: each to all others; star: the first one to all others, and these to the first.
   */
  readonly topology: IslandTopology
  /** m ≥ 1: the generations from one migration to the next. */
  readonly every: number
  /** n ≥ 1: how many individuals an island sends. */
  readonly migrants: number
  /** best: the best that the island has had so far; random: any of its last generation that have not failed. */
  readonly choose: 'best' | 'random'
}

/** @typeParam Island the options of a strategy of one population */
export interface IslandsOptions<Island extends object> {
  /** k ≥ 2 islands with the same strategy, or the strategy of each. */
  readonly islands: number | readonly Island[]
  /** The strategy of all islands; undefined if each has its own. */
  readonly strategy?: Island | undefined
  readonly migration: MigrationOptions
}

/**
 * One individual, the best, as in pagmo's policies, to one neighbour. Rare enough that the islands differ in between (Whitley, Rana and
 * Heckendorn 1999; Cantú-Paz 2000).
 */
export const migrationDefaults: MigrationOptions = {
  topology: 'ring',
  every: 10,
  migrants: 1,
  choose: 'best',
}

export const defaultIslands = 4

/** (k) the strategy of each island. */
export function islandList<Island extends object>({
  islands,
  strategy,
}: Pick<IslandsOptions<Island>, 'islands' | 'strategy'>): readonly Island[] {
  if (typeof islands !== 'number') return islands
  if (strategy === undefined) throw new RangeError('islands: expected the strategy of all, found none')
  return new Array<Island>(islands).fill(strategy)
}

/** The place of an island's strategy in the options. */
export function islandPlace({ islands }: Pick<IslandsOptions<object>, 'islands'>, island: number): string {
  return typeof islands === 'number' ? 'strategy' : `islands[${island}]`
}

/** The islands whose migrants island `island` of `count` receives. */
export function sourcesOf(topology: IslandTopology, island: number, count: number): readonly number[] {
  if (topology === 'ring') return [(island + count - 1) % count]
  if (topology === 'star' && island > 0) return [0]
  return Array.from({ length: count }, (_, other) => other).filter((other) => other !== island)
}

/** Whether individuals migrate after a generation, counted from 0. */
export function migrates({ every }: MigrationOptions, generation: number): boolean {
  return (generation + 1) % every === 0
}
