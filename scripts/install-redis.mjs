// Installs Debian's Redis, which tests of the fleet use, unless it is installed already.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const server = '/usr/bin/redis-server'

function run(command, ...args) {
  const words = process.getuid?.() === 0 ? [command, ...args] : ['sudo', '-n', command, ...args]
  console.log(words.join(' '))
  return spawnSync(words[0], words.slice(1), { stdio: 'inherit' }).status === 0
}

if (existsSync(server)) {
  console.log(`${server} is installed`)
} else {
  run('apt-get', 'update')
  // Its service would listen on the usual port; the tests start servers of their own.
  const installed = run('apt-get', 'install', '--yes', '--no-install-recommends', 'redis-server')
  if (!installed || !existsSync(server)) {
    console.error(`install-redis: expected ${server} from apt-get, found no such file`)
    process.exitCode = 1
  }
}
