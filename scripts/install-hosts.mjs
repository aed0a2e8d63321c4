// Installs Debian's iproute2, with which tests of the fleet make networks, unless it is installed already.
import { spawnSync } from 'node:child_process'

const tools = ['ip', 'bridge', 'tc']

function run(command, ...args) {
  const words = process.getuid?.() === 0 ? [command, ...args] : ['sudo', '-n', command, ...args]
  console.log(words.join(' '))
  return spawnSync(words[0], words.slice(1), { stdio: 'inherit' }).status === 0
}

function missing() {
  return tools.filter((tool) => spawnSync(tool, ['-V']).status !== 0)
}

if (missing().length === 0) {
  console.log(`${tools.join(', ')} are installed`)
} else {
  run('apt-get', 'update')
  run('apt-get', 'install', '--yes', '--no-install-recommends', 'iproute2')
  const left = missing()
  if (left.length > 0) {
    console.error(`install-hosts: expected ${left.join(', ')} from apt-get, found no such command`)
    process.exitCode = 1
  }
}
