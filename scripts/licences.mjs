// The licences of packages whose code is part of a bundle. They must be distributed with it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param modules paths of the modules of a bundle
 * @returns name, version and licence of each package that they belong to
 */
export function licences(modules) {
  const folders = modules.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    if (file === undefined) throw new Error(`${name}: expected a licence, found none`)
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  })
}
