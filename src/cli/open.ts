import { spawn } from 'node:child_process'
import type { Host } from './host.ts'

/** The program that opens a page, as a command line. */
interface Opener {
  readonly command: string
  readonly args: readonly string[]
}

/** A program that fails later than this does so in front of the user. Milliseconds. */
const patienceMs = 1000

/**
 * What opens a page in the user's browser.
 * @param target the path of a file, or a URL
 * @returns why nothing can, in words, where that is known
 */
export function openerOf(
  target: string,
  platform: NodeJS.Platform,
  environment: Host['environment'],
): Opener | string {
  if (platform === 'darwin') return { command: 'open', args: [target] }
  // Unlike `start`, it gives the target to no shell.
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', target] }
  const shown = ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME', 'BROWSER']
  if (shown.some((name) => (environment[name] ?? '') !== '')) return { command: 'xdg-open', args: [target] }
  return 'this machine has no display'
}

/**
 * Opens a page in the user's browser, as a process that outlives this one. It never throws: what fails is told in a line.
 * @param target the path of a file, or a URL
 */
export async function openInBrowser(
  target: string,
  environment: Host['environment'],
  tell: (line: string) => void,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const opener = openerOf(target, platform, environment)
  const failure = typeof opener === 'string' ? opener : await failureOf(opener, environment)
  if (failure !== null) tell(`no browser opened: ${failure}; open ${target} yourself`)
}

/** The pages of a command: `--open` opens the dashboard, or else the report at the end. */
export class Pages {
  /** False once a page is opened. */
  private wanted: boolean
  private readonly environment: Host['environment']
  private readonly warn: (line: string) => void

  /**
   * @param open whether the user asked for it
   * @param warn called if no browser opens, which is none of the training
   */
  constructor(open: boolean, { environment }: Host, warn: (line: string) => void) {
    this.wanted = open
    this.environment = environment
    this.warn = warn
  }

  /** Says so if there will be nothing to open. @param reported whether a report is drawn at the end */
  expect(reported: boolean): void {
    if (this.wanted && !reported) this.warn('--open has no report to open: pictures is false')
  }

  dashboard(url: string): void {
    void this.show(url)
  }

  /** @param path null for none */
  async report(path: string | null): Promise<void> {
    if (path !== null) await this.show(path)
  }

  private async show(target: string): Promise<void> {
    if (!this.wanted) return
    this.wanted = false
    await openInBrowser(target, this.environment, this.warn)
  }
}

/** Null if the program has opened the page, or is still at it. */
function failureOf({ command, args }: Opener, env: Host['environment']): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      detached: true,
      stdio: 'ignore',
      env: { ...env },
      windowsHide: true,
    })
    const timer = setTimeout(() => resolve(null), patienceMs)
    const settle = (failure: string | null): void => {
      clearTimeout(timer)
      resolve(failure)
    }
    child.on('error', ({ code }: NodeJS.ErrnoException) =>
      settle(code === 'ENOENT' ? `${command} is not installed` : `${command} does not start (${code})`),
    )
    child.on('exit', (code) => settle(code === 0 ? null : `${command} has failed`))
    child.unref()
  })
}
