/** An episode as a table of numbers, for people. */
export interface EpisodeTrace {
  /** The names of the columns. */
  readonly columns: readonly string[]
  /** A row for each step, in their order: a number for each column. */
  readonly rows: readonly (readonly number[])[]
}
