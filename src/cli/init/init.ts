import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InputError, quote } from '../../errors.ts'
import { makeFolder, removeFolders } from '../../files/make-folder.ts'
import { refusal } from '../../files/refusal.ts'
import { writeWhole } from '../../files/whole-file.ts'
import { didYouMean } from '../../nearest.ts'
import type { Host } from '../host.ts'
import { shortPath } from '../terminal/format.ts'
import { type Setting, settingOf } from './setting.ts'
import type { Template } from './template.ts'
import { nameOf, templateNames, templatesOf } from './templates.ts'

/** The options of the command. */
export interface InitOptions {
  /** Default: the first one. */
  readonly template?: string
  /** JavaScript instead of TypeScript. */
  readonly js?: boolean
}

/** `evolve init [dir]`: writes a first config, and what it needs. Existing files are never changed. */
export function init(directory: string, options: InitOptions, { stdout, environment }: Host): void {
  const setting = settingOf(directory, environment)
  const { command } = setting
  const template = templateOf(options, setting)
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
    stdout.write(`wrote ${path}; train it with: ${command} ${path}\n`)
    return
  }
  const names = written.map(([name]) => shortPath(join(directory, name)))
  stdout.write(
    `wrote ${names.join(', ')}\n${first === null ? '' : `${first}\n`}train it with: ${command} ${path}\n`,
  )
}

/** @throws InputError for a name that no template has, and for an option that it has not */
function templateOf({ template: name, js = false }: InitOptions, setting: Setting): Template {
  const templates = templatesOf(setting, !js)
  const template = templates[name === undefined ? 0 : templateNames.indexOf(name)]
  if (template === undefined) {
    const hint = didYouMean(name!, templateNames)
    throw new InputError({
      ...{ field: '--template', expected: `one of ${templateNames.join(', ')}`, found: quote(name), hint },
    })
  }
  if (js && !template.code) {
    const coded = templates.filter(({ code }) => code).map(nameOf)
    const expected = `--template ${coded.join(' or ')}, which has code`
    throw new InputError({ field: '--js', expected, found: nameOf(template) })
  }
  return template
}
