import { createHash } from 'node:crypto'
import { escapeMarkup } from '../escape.ts'
import { type Markup, tag } from './markup.ts'

/** The program's own pages say that they are, so that nothing else is taken for one. */
const generator = 'evolve-mlp'

/** A page in one file. */
export interface HtmlDocument {
  readonly title: string
  readonly style: string
  /** The only one that runs; none if absent. */
  readonly script?: string
  /** The body element. */
  readonly body: Markup
}

/**
 * A self-contained HTML file. Its content security policy allows its own style, its own script and the pictures inside it,
 * and nothing else.
 */
export function documentHtml({ title, style, script, body }: HtmlDocument): string {
  const head = tag(
    'head',
    {},
    tag('meta', { charset: 'utf-8' }),
    tag('meta', { 'http-equiv': 'Content-Security-Policy', content: policyOf(style, script) }),
    tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    tag('meta', { name: 'referrer', content: 'no-referrer' }),
    tag('meta', { name: 'generator', content: generator }),
    tag('link', { rel: 'icon', href: 'data:,' }),
    tag('title', {}, escapeMarkup(title)),
    tag('style', {}, style),
  )
  return `<!doctype html>\n${tag('html', { lang: 'en' }, head, '\n', body)}\n`
}

/** Whether an HTML file was made by this program. @param start of the file; 2,000 characters are enough */
export function isOwnDocument(start: string): boolean {
  return start.includes(tag('meta', { name: 'generator', content: generator }))
}

function policyOf(style: string, script: string | undefined): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src ${digest(style)}`,
    ...(script === undefined ? [] : [`script-src ${digest(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

function digest(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
}
