import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { InputError, quote } from '../../errors.ts'
import { didYouMean } from '../../nearest.ts'
import { makeFolder, removeFolders } from '../../run/make-folder.ts'
import { refusal } from '../../run/refusal.ts'
import { writeWhole } from '../../run/whole-file.ts'
import type { Host } from '../host.ts'
import { shortPath } from '../terminal/format.ts'
import { classificationTemplate } from './classification.ts'
import { customTemplate } from './custom.ts'
import type { Template } from './template.ts'

/** The options of the command. */
export interface InitOptions {
  readonly template: string
  /** JavaScript instead of TypeScript. */
  readonly js?: boolean
}

/** `evolve init [dir]`: writes a first config, and what it needs. Existing files are never changed. */
export function init(directory: string, options: InitOptions, { stdout }: Host): void {
  const template = templateOf(options)
  const { config, files, shared, first } = template
  for (const name of Object.keys(files)) {
    const path = join(directory, name)
    if (!existsSync(path)) continue
    throw new InputError({
      file: path,
      expected: 'a new file',
      found: 'an existing one',
      hint: 'choose another folder',
    })
  }
  const missing = Object.entries(shared).filter(([name]) => !existsSync(join(directory, name)))
  const written = [...Object.entries(files), ...missing]
  let made: readonly string[] = []
  try {
    made = makeFolder(directory)
    for (const [name, text] of written) writeWhole(join(directory, name), text)
  } catch (cause) {
    removeFolders(made)
    const found = refusal(cause)
    throw new InputError({ file: directory, expected: 'a folder that can be written to', found }, { cause })
  }
  const path = shortPath(join(directory, config))
  if (written.length === 1) {
    stdout.write(`wrote ${path}; train it with: evolve ${path}\n`)
    return
  }
  const names = written.map(([name]) => shortPath(join(directory, name)))
  stdout.write(
    `wrote ${names.join(', ')}\n${first === null ? '' : `${first}\n`}train it with: evolve ${path}\n`,
  )
}

/** @throws InputError for a name that no template has, and for an option that it has not */
function templateOf({ template, js = false }: InitOptions): Template {
  const templates: Readonly<Record<string, () => Template>> = {
    classification: () => classificationTemplate,
    custom: () => customTemplate(version(), !js),
  }
  const names = Object.keys(templates)
  if (!Object.hasOwn(templates, template)) {
    const expected = `one of ${names.join(', ')}`
    throw new InputError({
      field: '--template',
      ...{ expected, found: quote(template), hint: didYouMean(template, names) },
    })
  }
  if (js && template !== 'custom') {
    const expected = 'a template with code, which custom is'
    throw new InputError({ field: '--js', expected, found: quote(template) })
  }
  return templates[template]!()
}

function version(): string {
  return (createRequire(import.meta.url)('evolve-mlp/package.json') as { version: string }).version
}
