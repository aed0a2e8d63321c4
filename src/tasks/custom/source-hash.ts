import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, relative, resolve, sep } from 'node:path'

/**
 * SHA-256 of a module and of all modules that it imports by a relative path, and those in turn. Packages are not part
 * of it: their versions are in the user's lockfile.
 * @param file absolute
 * @param read gives the bytes of a file
 */
export function hashModule(file: string, read: (file: string) => Uint8Array = readFileSync): string {
  const hash = createHash('sha256')
  // Relative, so that the same files in another folder have the same hash.
  const name = (path: string): string => relative(dirname(file), path).split(sep).join('/')
  const files = moduleFiles(file, read).map((path) => ({ name: name(path), bytes: read(path) }))
  for (const { name, bytes } of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${name}\0${bytes.length}\0`)
    hash.update(bytes)
  }
  return hash.digest('hex')
}

/**
 * A module and all modules that it imports by a relative path, and those in turn, in any order.
 * @param file absolute
 * @param read gives the bytes of a file
 */
export function moduleFiles(
  file: string,
  read: (file: string) => Uint8Array = readFileSync,
): readonly string[] {
  const found = new Set<string>()
  const open = [file]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    if (!/\.[cm]?[jt]sx?$/i.test(next)) continue
    const text = Buffer.from(read(next)).toString()
    for (const specifier of specifiers(text)) {
      const imported = resolveImport(resolve(dirname(next), specifier))
      if (imported !== null) open.push(imported)
    }
  }
  return [...found]
}

/**
 * The relative paths that a text imports. What looks like an import in a comment counts too: then the hash covers a file
 * too many, never one too few.
 */
function specifiers(text: string): string[] {
  const pattern =
    /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\(|\bnew\s+URL\s*\()\s*(["'`])(\.{1,2}(?:\/[^"'`\n]*)?)\1/g
  return [...text.matchAll(pattern)].map((match) => match[2]!)
}

const endings = ['', '.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js', '/index.mjs']

/** The file of an import: as it is written, as TypeScript resolves it, or with an ending added; null if there is none. */
function resolveImport(path: string): string | null {
  const ending = extname(path)
  const typed =
    ending === '.js' ? [`${path.slice(0, -3)}.ts`] : ending === '.mjs' ? [`${path.slice(0, -4)}.mts`] : []
  const candidates = [...endings.map((end) => (end.startsWith('/') ? join(path, end) : path + end)), ...typed]
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? null
}
