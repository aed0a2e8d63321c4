/** The number of cells in a line of the terminal; undefined for a pipe and for a terminal that reports no width. */
export function columnsOf({ columns }: { readonly columns?: number }): number | undefined {
  return columns === 0 ? undefined : columns
}
