import { isUtf8 } from 'node:buffer'
import { InputError } from '../../../errors.ts'

/** U+FFFD in UTF-8. */
const replacement = Buffer.from('\ufffd')

const expected = 'text in UTF-8'

/**
 * The text of a file in UTF-8, or in UTF-16 with its byte order mark. A mark is removed.
 * @param extension of the file, for the cure
 * @throws InputError for another encoding, with what it probably is, and for binary data
 */
export function decodeText(bytes: Buffer, extension: string): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes, 'utf-16le', extension)
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes, 'utf-16be', extension)
  if (bytes.includes(0)) throw withZeros(bytes, extension)
  // The decoder removes a byte order mark.
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes)
  throw notUtf8(bytes, extension)
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be', extension: string): string {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  // The mark of UTF-32 begins like that of UTF-16.
  const wide = encoding === 'utf-16le' && bytes[2] === 0 && bytes[3] === 0
  const found = wide ? 'UTF-32' : 'a mark of UTF-16 before something else'
  throw new InputError({ expected, found, hint: wide ? conversion('UTF-32', extension) : 'save it as UTF-8' })
}

function withZeros(bytes: Buffer, extension: string): InputError {
  const start = bytes.subarray(0, 1024)
  const zeros = [0, 0]
  for (let at = 0; at < start.length; at++) if (start[at] === 0) zeros[at % 2]!++
  const [even, odd] = zeros as [number, number]
  // Most of a table is ASCII, which has a zero in every other byte of UTF-16.
  const most = start.length / 4
  const encoding =
    odd > most && even < odd / 8 ? 'UTF-16LE' : even > most && odd < even / 8 ? 'UTF-16BE' : undefined
  if (encoding === undefined) return new InputError({ expected, found: 'binary data' })
  const found = `${encoding} without a mark`
  return new InputError({ expected, found, hint: conversion(encoding, extension) })
}

function notUtf8(bytes: Buffer, extension: string): InputError {
  const { line, text } = firstWrongLine(bytes)
  const western = isWestern(text)
  const byte = `the byte 0x${wrongByte(text).toString(16)}`
  return new InputError({
    field: `line ${line}`,
    expected,
    found: `${byte}${western ? ', probably of windows-1252 (latin-1)' : ' of another encoding'}`,
    hint: western ? conversion('WINDOWS-1252', extension) : 'save it as UTF-8',
  })
}

/** The first line, from 1, that is not UTF-8. No character has the byte of a line end within it. */
function firstWrongLine(bytes: Buffer): { line: number; text: Buffer } {
  let line = 1
  let start = 0
  for (let at = 0; at < bytes.length; at++) {
    const end = bytes[at]
    if (end !== 0x0a && end !== 0x0d) continue
    const text = bytes.subarray(start, at)
    if (!isUtf8(text)) return { line, text }
    if (!(end === 0x0d && bytes[at + 1] === 0x0a)) line++
    start = at + 1
  }
  return { line, text: bytes.subarray(start) }
}

function wrongByte(bytes: Buffer): number {
  let at = 0
  for (const whole of bytes.toString('utf8').split('\ufffd')) {
    at += Buffer.byteLength(whole)
    // The sign that stands for a wrong byte may be in the text itself.
    if (!bytes.subarray(at, at + 3).equals(replacement)) break
    at += replacement.length
  }
  return bytes[at]!
}

/** In German words, ß often stands beside another letter that is not ASCII. */
const sharpS = 0xdf

/** Whether most bytes above ASCII stand alone, like the accented letters of a Western European language. */
function isWestern(text: Buffer): boolean {
  const accented = (byte = 0): boolean => byte > 0x7f && byte !== sharpS
  const letters = [...text.keys()].filter((at) => text[at]! > 0x7f)
  const alone = letters.filter((at) => !accented(text[at - 1]) && !accented(text[at + 1]))
  return alone.length * 2 >= letters.length
}

function conversion(encoding: string, extension: string): string {
  return `iconv -f ${encoding} -t UTF-8 old${extension} > new${extension} converts it`
}
