import type { BiometricImage } from '@entente/contracts'
import { expect, test } from 'vitest'
import { formatWords, kilobytes, pictureWords } from './picture-words.ts'

const face: BiometricImage = {
  ...{ position: 14, modality: 'face', recordType: 10, compression: 'JPEGB' },
  ...{ width: 1480, height: 600, resolution: 300, quality: 83 },
}

test('a picture is described by all its stated facts', () => {
  expect(pictureWords(face)).toBe(
    'record type 10 · JPEGB · 1,480 × 600 pixels · 300 pixels an inch · quality 83 of 100',
  )
})

test('unknown facts are omitted, and a missing quality is described in words', () => {
  const bare: BiometricImage = { ...face, recordType: null, compression: 'NONE', width: null, resolution: null }
  expect(pictureWords({ ...bare, quality: null })).toBe('quality not given')
  for (const quality of [254, 255]) expect(pictureWords({ ...bare, quality })).toBe('quality could not be measured')
})

test('a file is named by its standard, edition and size', () => {
  expect(formatWords({ format: 'ansi-nist', edition: '0502' })).toBe('ANSI/NIST-ITL, edition 0502')
  expect(formatWords({ format: 'jpeg', edition: null })).toBe('JPEG')
  expect([kilobytes(1), kilobytes(1499), kilobytes(5_242_880)]).toEqual([1, 1, 5243])
})
