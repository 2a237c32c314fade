import { expect, test } from 'vitest'
import { find } from '../../../media/index.ts'
import { matchState } from './match-state.ts'

const signals = ['a hash']

test('a look-up is no-match only if everything was compared', () => {
  expect(matchState({ matches: [], signals, findings: [] })).toBe('no-match')
  expect(matchState({ matches: [], signals: [], findings: [] })).toBe('not-compared')
  for (const finding of [find('MEDIA_DECODE_TIMEOUT'), find('MEDIA_DECODER_FAILED'), find('VIDEO_DECODER_MISSING')])
    expect(matchState({ matches: [], signals, findings: [finding] })).toBe('not-compared')
})

test('a look-up with a match is matched, whatever was not compared', () => {
  expect(matchState({ matches: ['a match'], signals, findings: [find('MEDIA_DECODE_TIMEOUT')] })).toBe('matched')
})
