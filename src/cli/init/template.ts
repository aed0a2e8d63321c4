/** The files of a first project. */
export interface Template {
  /** The config, the file that the next command names. */
  readonly config: string
  /** The content of each file by its name. */
  readonly files: Readonly<Record<string, string>>
  /** Whether it has code, in TypeScript or JavaScript. */
  readonly code: boolean
  /** Files that are left out where they exist: they are not the template's own. */
  readonly shared: Readonly<Record<string, string>>
  /** Said after the files are written, before the next command; null for nothing. */
  readonly first: string | null
}
