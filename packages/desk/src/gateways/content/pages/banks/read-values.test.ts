import type { MediaHashes } from '@entente/contracts'
import { expect, test } from 'vitest'
import { signalsOfFile, valuesOf } from './add-items-page.tsx'

const nothing: MediaHashes = {
  file: 'a.bin',
  bytes: 1,
  kind: 'other',
  mediaType: null,
  md5: null,
  sha1: null,
  sha256: 'b'.repeat(64),
  image: null,
  pdq: null,
  video: null,
  vpdq: null,
  tmk: null,
  text: null,
  tlsh: null,
  findings: [],
}
const pdq = { hash: 'a'.repeat(64), quality: 88, usable: true, mode: 'reference' as const, dihedral: null }

test('each line is a signal, empty lines are skipped, a text keeps its lines', () => {
  expect(valuesOf('md5', ' 0f \r\n\n1e\n')).toEqual([
    { type: 'md5', value: '0f' },
    { type: 'md5', value: '1e' },
  ])
  expect(valuesOf('text', ' First line\nsecond ')).toEqual([{ type: 'text', value: 'First line\nsecond' }])
  expect(valuesOf('text', ' \n')).toEqual([])
})
test('a picture gives PDQ and byte hashes, a plain picture byte hashes only', () => {
  expect(signalsOfFile({ ...nothing, pdq }, null).map(({ type }) => type)).toEqual(['pdq', 'sha256'])
  expect(signalsOfFile({ ...nothing, pdq: { ...pdq, usable: false } }, null).map(({ type }) => type)).toEqual([
    'sha256',
  ])
})
test('each frame of a video is one line, with seconds in three decimals', () => {
  const frames = [{ frame: 30, time: 1.2, quality: 90, hash: 'c'.repeat(64) }]
  const [first] = signalsOfFile({ ...nothing, vpdq: { secondsPerHash: 1, width: 2, height: 2, frames } }, null)
  expect(first).toEqual({ type: 'vpdq', value: `30,90,${'c'.repeat(64)},1.200` })
})
