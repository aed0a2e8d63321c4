// Installs Debian's Chromium, which browser tests use, unless it is installed already.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const browser = '/usr/bin/chromium'

function run(command, ...args) {
  const words = process.getuid?.() === 0 ? [command, ...args] : ['sudo', '-n', command, ...args]
  console.log(words.join(' '))
  return spawnSync(words[0], words.slice(1), { stdio: 'inherit' }).status === 0
}

if (existsSync(browser)) {
  console.log(`${browser} is installed`)
} else {
  run('apt-get', 'update')
  const installed = run('apt-get', 'install', '--yes', '--no-install-recommends', 'chromium')
  if (!installed || !existsSync(browser)) {
    console.error(`install-browser: expected ${browser} from apt-get, found no such file`)
    process.exitCode = 1
  }
}
