import { createHash } from 'node:crypto'

/**
 * A file that a run folder keeps of what a run was made from, if that stood in no file, or in one that may change: data in
 * memory, the network that a run starts from.
 */
export class KeptFile {
  /** Its name in the run folder. */
  readonly name: string
  /** The name of its hash in `run.json`. */
  readonly key: string
  private readonly pieces: () => Iterable<string>
  private readonly mostBytes: number
  private known: string | null = null

  /**
   * @param pieces of the text, which are made each time that they are needed
   * @param mostBytes a longer text is not kept; in UTF-8
   */
  constructor(
    name: string,
    key: string,
    pieces: () => Iterable<string>,
    mostBytes: number = Number.POSITIVE_INFINITY,
  ) {
    this.name = name
    this.key = key
    this.pieces = pieces
    this.mostBytes = mostBytes
  }

  /** SHA-256 of the text in UTF-8: that of the file, whether or not it is kept. */
  get hash(): string {
    if (this.known !== null) return this.known
    const hash = createHash('sha256')
    for (const piece of this.pieces()) hash.update(piece)
    this.known = hash.digest('hex')
    return this.known
  }

  /** The whole text; null if it is too large to be kept. */
  text(): string | null {
    let bytes = 0
    const parts: string[] = []
    for (const piece of this.pieces()) {
      bytes += Buffer.byteLength(piece)
      if (bytes > this.mostBytes) return null
      parts.push(piece)
    }
    return parts.join('')
  }
}
