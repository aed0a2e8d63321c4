import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openerOf, openInBrowser } from '../../src/cli/open.ts'
import { checkOpen } from '../../src/cli/train/dashboard.ts'

const folder = mkdtempSync(join(tmpdir(), 'evolve-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is told of opening a page, where `xdg-open` is this script; null for none. */
async function told(script: string | null, environment: Readonly<Record<string, string>>): Promise<string[]> {
  const opener = join(folder, 'xdg-open')
  rmSync(opener, { force: true })
  if (script !== null) {
    writeFileSync(opener, `#!/bin/sh\n${script}\n`)
    chmodSync(opener, 0o755)
  }
  const PATH = [folder, ...(script === null ? [] : ['/usr/bin', '/bin'])].join(delimiter)
  const lines: string[] = []
  await openInBrowser('a page.html', { PATH, ...environment }, (line) => lines.push(line), 'linux')
  return lines
}

describe('--open', () => {
  it('gives the page to the program that opens it', async () => {
    const note = join(folder, 'opened')
    expect(await told(`printf %s "$1" > "${note}"`, { DISPLAY: ':0' })).toEqual([])
    expect(existsSync(note) && readFileSync(note, 'utf8')).toBe('a page.html')
  })

  it.each([
    ['where there is no display', 'exit 0', {}, 'this machine has no display'],
    ['where the program is missing', null, { DISPLAY: ':0' }, 'xdg-open is not installed'],
    ['where the program fails', 'exit 3', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open has failed'],
  ])('says in one line, %s', async (_, script, environment, why) => {
    expect(await told(script, environment)).toEqual([`no browser opened: ${why}; open a page.html yourself`])
  })

  it('knows the program of each system', () => {
    expect(openerOf('x', 'darwin', {})).toEqual({ command: 'open', args: ['x'] })
    expect(openerOf('a & b', 'win32', {})).toEqual({
      command: 'rundll32',
      args: ['url.dll,FileProtocolHandler', 'a & b'],
    })
    expect(openerOf('x', 'freebsd', { BROWSER: 'w3m' })).toMatchObject({ command: 'xdg-open' })
  })

  it('is for a single training', () => {
    expect(() => checkOpen(true, 2)).toThrow('--open: expected a single training, found --repeats 2')
    expect(() => checkOpen(true, 1)).not.toThrow()
    expect(() => checkOpen(undefined, 2)).not.toThrow()
  })
})
