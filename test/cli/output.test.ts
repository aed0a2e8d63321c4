import { EventEmitter } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Output, type OutputStream } from '../../src/cli/output.ts'

const folder = mkdtempSync(join(tmpdir(), 'evolve-output-'))
const open: number[] = []
afterAll(() => {
  for (const descriptor of open) closeSync(descriptor)
  rmSync(folder, { recursive: true })
})

/** A stream on a file of this process. */
class FakeStream extends EventEmitter implements OutputStream {
  readonly written: string[] = []
  readonly isTTY: boolean
  readonly fd: number

  constructor(path: string, isTTY = false) {
    super()
    this.fd = openSync(path, 'w')
    open.push(this.fd)
    this.isTTY = isTTY
  }

  write(text: string): void {
    this.written.push(text)
  }

  fail(code: string): void {
    this.emit('error', Object.assign(new Error(code), { code }))
  }
}

describe('an output', () => {
  it('writes to a file itself, so that it knows what the disk takes', () => {
    const path = join(folder, 'out.txt')
    const stream = new FakeStream(path)
    const output = new Output(stream)
    output.write('ä\n')
    output.write('b\n')
    expect(readFileSync(path, 'utf8')).toBe('ä\nb\n')
    expect(stream.written).toEqual([])
    expect(output.refused).toBeNull()
  })

  it('keeps the reason why a full disk refused it, and goes on without a word', () => {
    const output = new Output(new FakeStream('/dev/full'))
    output.write('a')
    output.write('b')
    expect(output.refused).toBe('a full disk')
    expect(output.closed.aborted).toBe(false)
  })

  it.each(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])('is closed after %s, which is no error', (code) => {
    const stream = new FakeStream('/dev/null', true)
    const output = new Output(stream)
    output.write('a')
    stream.fail(code)
    stream.fail(code)
    output.write('b')
    expect(stream.written).toEqual(['a'])
    expect(output.closed.aborted).toBe(true)
    expect(output.refused).toBeNull()
  })

  it('writes nothing more to a terminal that has hung up, and goes on writing to a file', () => {
    const terminal = new FakeStream('/dev/null', true)
    const gone = new Output(terminal)
    const log = join(folder, 'log.txt')
    const file = new Output(new FakeStream(log))
    for (const output of [gone, file]) {
      output.hangUp()
      output.write('a')
    }
    expect(terminal.written).toEqual([])
    expect([gone.hungUp, file.hungUp]).toEqual([true, false])
    expect(readFileSync(log, 'utf8')).toBe('a')
  })
})
