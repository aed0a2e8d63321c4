import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCredentials, parseUrl } from '../../../src/fleet/link/address.ts'
import { dataFolder } from '../../tasks/supervised/folder.ts'

const folder = dataFolder()

describe('the URL of a queue', () => {
  it.each([
    ['redis://host', 'redis://host:6379', { host: 'host', port: 6379, database: 0, tls: false }],
    ['rediss://host:7000/3', 'rediss://host:7000/3', { host: 'host', port: 7000, database: 3, tls: true }],
    ['redis://[::1]:7000', 'redis://[::1]:7000', { host: '::1', port: 7000, database: 0, tls: false }],
  ])('%s says where Redis is', (text, url, parts) => {
    expect(parseUrl(text, '--queue')).toEqual({ url, ...parts, credentials: {} })
  })

  it('gives user and password apart, and shows neither', () => {
    const { url, credentials } = parseUrl('redis://me:p%40ss@host:1', '--queue')
    expect(url).toBe('redis://host:1')
    expect(credentials).toEqual({ username: 'me', password: 'p@ss' })
  })

  it.each([
    ['host:6379', 'found "host:6379"'],
    ['http://host', 'found "http://host"'],
    ['redis://', 'found no host'],
    ['redis://host/name', 'found "/name"'],
    ['redis://host?db=1', 'found "?db=1"'],
    ['nothing', 'found "nothing"'],
  ])('%s is refused', (text, found) => {
    expect(() => parseUrl(text, '--queue')).toThrow(found)
  })

  it('is not repeated in a message if it may hold a password', () => {
    for (const text of ['redis://me:secret@host:99999', 'redis://me:secret%zz@host', 'me:secret@host'])
      expect(() => parseUrl(text, '--queue')).toThrow(/found a text that is no such URL$/)
  })
})

describe('user and password', () => {
  const environment = { EVOLVE_QUEUE_USER: 'env', EVOLVE_QUEUE_PASSWORD: 'env-secret' }

  it('come from the URL, else from a file, else from the environment', () => {
    const named = { path: join(folder.path, 'password'), field: '--password-file' }
    writeFileSync(named.path, 'from file\n')
    expect(findCredentials({ username: 'u', password: 'p' }, named, environment)).toEqual({
      username: 'u',
      password: 'p',
    })
    expect(findCredentials({}, named, environment).password).toBe('from file')
    expect(findCredentials({}, null, environment)).toEqual({ username: 'env', password: 'env-secret' })
  })

  it.each([
    ['none', 'no file'],
    ['.', 'a folder'],
    ['empty', 'an empty one'],
  ])('name a file that holds none: %s', (name, found) => {
    writeFileSync(join(folder.path, 'empty'), '\n')
    const path = join(folder.path, name)
    expect(() => findCredentials({}, { path, field: '--password-file' }, {})).toThrow(
      `${path}: --password-file: expected a file with the password, found ${found}`,
    )
  })
})
