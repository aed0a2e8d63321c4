import { classificationTemplate } from './classification.ts'
import { customTemplate } from './custom.ts'
import type { Template } from './template.ts'

/**
 * All templates; the first one is the default.
 * @param version of this program
 * @param types whether code is TypeScript
 */
export function templatesOf(version: string, types: boolean): readonly Template[] {
  return [classificationTemplate, customTemplate(version, types)]
}

/** A template is named after the kind of its task. */
export function nameOf({ config, files }: Template): string {
  return /\bkind: (\w+)/.exec(files[config]!)![1]!
}

export const templateNames: readonly string[] = templatesOf('', true).map(nameOf)
