import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openerOf, openInBrowser, Pages } from '../../src/cli/open.ts'

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

  it('opens the dashboard, and the report only if there is none', async () => {
    const lines: string[] = []
    const host = { stdout: { write() {} }, stderr: { write() {} }, environment: {} }
    const pages = (open: boolean): Pages => new Pages(open, host, (line) => lines.push(line))
    const why = 'no browser opened: this machine has no display; open'
    for (const [open, dashboard] of [
      [true, true],
      [true, false],
      [false, true],
    ] as const) {
      const opened = pages(open)
      if (dashboard) opened.dashboard('http://a/')
      await opened.report(null)
      await opened.report('report.html')
    }
    expect(lines).toEqual([`${why} http://a/ yourself`, `${why} report.html yourself`])
    lines.length = 0
    pages(false).expect(false)
    pages(true).expect(true)
    pages(true).expect(false)
    expect(lines).toEqual(['--open has no report to open: pictures is false'])
  })
})
