import { classificationTemplate } from './classification.ts'
import { customTemplate } from './custom.ts'
import type { Setting } from './setting.ts'
import type { Template } from './template.ts'

/**
 * All templates; the first one is the default.
 * @param types whether code is TypeScript
 */
export function templatesOf(setting: Setting, types: boolean): readonly Template[] {
  return [classificationTemplate(setting), customTemplate(setting, types)]
}

/** A template is named after the kind of its task. */
export function nameOf({ config, files }: Template): string {
  return /\bkind: (\w+)/.exec(files[config]!)![1]!
}

export const templateNames: readonly string[] = templatesOf(
  { version: '', command: '', schema: '' },
  true,
).map(nameOf)
