import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../../src/tasks/supervised/data/decode.ts'
import { issue } from '../issue.ts'

const text = 'a,größe\n1,ü😀\n'

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes).swap16()
}

function refused(bytes: Uint8Array, extension = '.csv'): string {
  return issue(() => decodeText(Buffer.from(bytes), extension))
}

describe('decodeText', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE with a mark', swapped(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes, '.csv')).toBe(text)
  })

  it.each<[string, Uint8Array, string]>([
    [
      'UTF-16LE without a mark',
      Buffer.from(text, 'utf16le'),
      'found UTF-16LE without a mark; iconv -f UTF-16LE -t UTF-8 old.csv > new.csv converts it',
    ],
    [
      'UTF-16BE without a mark',
      swapped(Buffer.from(text, 'utf16le')),
      'found UTF-16BE without a mark; iconv -f UTF-16BE -t UTF-8 old.csv > new.csv converts it',
    ],
    ['bytes of nothing', Uint8Array.of(0x61, 0, 0, 0, 0x62, 0, 0x63), 'found binary data'],
    [
      'UTF-32',
      Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0),
      'found UTF-32; iconv -f UTF-32 -t UTF-8 old.csv > new.csv converts it',
    ],
    [
      'half a character',
      Uint8Array.of(0xff, 0xfe, 0x61),
      'found a mark of UTF-16 before something else; save it as UTF-8',
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(refused(bytes)).toBe(`expected text in UTF-8, ${message}`)
  })

  it('names the line and the byte of what is not UTF-8, and what it probably is', () => {
    const latin = Buffer.from('é,k\r\nx,p\r\ngr\u00f6\u00dfe\u00df,q\r\n\u00e9t\u00e9,p\n', 'latin1')
    const cured = Buffer.concat([Buffer.from('é\ufffd,k\r\n'), latin.subarray(5)])
    expect(refused(cured)).toBe(
      'line 3: expected text in UTF-8, found the byte 0xf6, probably of windows-1252 (latin-1); ' +
        'iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv converts it',
    )
    expect(refused(Buffer.from('a\r\u00e9', 'latin1'), '.json')).toMatch(
      /^line 2: .* 0xe9, .* old\.json > new\.json/,
    )
  })

  it('does not guess where most letters are no ASCII', () => {
    const greek = Uint8Array.of(0x61, 0x0a, 0xe1, 0xe2, 0xe3, 0x2c, 0xe4, 0xe5, 0x0a)
    expect(refused(greek)).toBe(
      'line 2: expected text in UTF-8, found the byte 0xe1 of another encoding; save it as UTF-8',
    )
  })
})
