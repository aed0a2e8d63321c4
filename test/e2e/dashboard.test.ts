import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evolve, folderWith, readJson, readText } from './command-line.ts'
import { endless, watchedRun } from './watched-run.ts'

/** A config that ends after so many generations. */
function ending(generations: number): string {
  return endless.replace('1000000', String(generations))
}

describe('a training with a dashboard', () => {
  it('gives the bits that it gives without one', async () => {
    const config = ending(200)
    const plain = folderWith({ 'c.yaml': config })
    const without = evolve(plain, 'c.yaml')
    const { run, url, folder } = await watchedRun(config)
    await listen(url, () => {})
    expect((await run.ending).code).toBe(0)
    expect((await without).code).toBe(0)
    expect(readText(folder, 'runs/c/champion.json')).toBe(readText(plain, 'runs/c/champion.json'))
    const untimed = (where: string): unknown[] =>
      readText(where, 'runs/c/metrics.jsonl')
        .trimEnd()
        .split('\n')
        .map((line) => ({ ...JSON.parse(line), timing: null }))
    expect(untimed(folder)).toEqual(untimed(plain))
  })

  it('goes on though hundreds of pages listen, each of which hears of it', async () => {
    const { run, url, folder } = await watchedRun(endless, '--workers', '1')
    const updates = new Uint32Array(300)
    const sockets = await Promise.all(
      Array.from(updates, (_, k) =>
        listen(url, (text) => {
          if (text.includes('event: update')) updates[k]! += 1
        }),
      ),
    )
    const generations = (): number => readText(folder, 'runs/c/metrics.jsonl').split('\n').length
    const before = generations()
    while (!updates.every((count) => count >= 2) || generations() === before) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    for (const socket of sockets) socket.destroy()
    expect(run.process.exitCode).toBeNull()
  })

  it('loads nothing of the dashboard if it was not asked to', async () => {
    const loaded = async (...args: readonly string[]): Promise<string[]> => {
      const folder = folderWith({ 'c.yaml': ending(2) })
      process.env['NODE_V8_COVERAGE'] = join(folder, 'coverage')
      const { code } = await evolve(folder, ...args, 'c.yaml').finally(() => {
        delete process.env['NODE_V8_COVERAGE']
      })
      expect(code).toBe(0)
      return readdirSync(join(folder, 'coverage')).flatMap((file) =>
        readJson(folder, 'coverage', file).result.map(({ url }: { url: string }) => url),
      )
    }
    const ours = (url: string): boolean => /dist\/(chunks|workers)\/dashboard/.test(url)
    expect((await loaded('--dashboard')).some(ours)).toBe(true)
    const without = await loaded()
    expect(without.some((url) => url.includes('dist/chunks/train-'))).toBe(true)
    expect(without.filter(ours)).toEqual([])
  })

  it('takes the port that it is given, and says if that is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const folder = folderWith({ 'c.yaml': ending(2) })
    const said = async (...args: readonly string[]): Promise<[number | null, string]> => {
      const { code, stderr } = await evolve(folder, ...args)
      return [code, stderr]
    }
    const hint = 'without a number it takes a free one'
    expect(await said('--dashboard', String(port), 'c.yaml')).toEqual([
      2,
      `evolve: --dashboard: expected a free port, found ${port}, which is in use; ${hint}\n`,
    ])
    expect(existsSync(join(folder, 'runs'))).toBe(false)
    await new Promise((resolve) => taken.close(resolve))
    const [code, stderr] = await said('c.yaml', '--quiet', '--dashboard', String(port))
    expect(code).toBe(0)
    expect(stderr).toMatch(new RegExp(`^dashboard: http://127\\.0\\.0\\.1:${port}/[\\w-]{43}/\\n$`))
  })
})

/** Listens to the events without a browser; resolves once something was heard. */
function listen(url: string, heard: (text: string) => void): Promise<Socket> {
  const { host, port, pathname } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`GET ${pathname}events HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    socket.on('error', reject).on('data', (chunk) => {
      heard(chunk.toString('latin1'))
      resolve(socket)
    })
  })
}
