import type { Finding } from '@entente/contracts'
import { expect, test } from 'vitest'
import { type LetterWords, writeCarrierLetter } from './carrier-letter.ts'

const words: LetterWords = {
  opening: (about) => `About ${about}`,
  missing: (sentence) => `Missing: ${sentence}`,
  message: (format, receivedAt) => `${format} of ${receivedAt}`,
  finding: (place, message, code) => `${place ?? 'whole message'}: ${message} (${code})`,
  place: (segment, tag) => `segment ${segment} ${tag}`,
  nothing: 'Nothing was odd.',
  closing: 'Regards',
}
const finding = (message: string, literal: string | null): Finding => ({
  code: 'DATE_INVALID',
  severity: 'warning',
  message,
  position: { byte: 10, segment: 21, tag: 'DTM', element: 1, component: 2 },
  literal,
  at: null,
})

test('the letter names the place of a finding and never the value that stood there', () => {
  const text = writeCarrierLetter(
    '7N 482',
    null,
    [
      {
        format: 'PAXLST',
        receivedAt: '13:38 UTC',
        findings: [finding('Birth date "940231" does not exist.', '940231')],
      },
    ],
    words,
  )
  expect(text).toContain('segment 21 DTM: Birth date "…" does not exist. (DATE_INVALID)')
  expect(text).not.toContain('940231')
})

test('messages without findings are left out, and a flight without any says so', () => {
  const silent = [{ format: 'PAXLST', receivedAt: '13:38 UTC', findings: [] }]
  expect(writeCarrierLetter('7N 482', null, silent, words)).toBe('About 7N 482\n\nNothing was odd.\n\nRegards\n')
  expect(writeCarrierLetter('7N 482', 'part 3', silent, words)).toBe('About 7N 482\n\nMissing: part 3\n\nRegards\n')
})

test('remarks, and with them what was removed as sensitive, are not told', () => {
  const removed: Finding = { ...finding('removed: health', null), code: 'SENSITIVE_REMOVED', severity: 'info' }
  const text = writeCarrierLetter(
    '7N 482',
    null,
    [{ format: 'PNRGOV', receivedAt: '13:38 UTC', findings: [removed, finding('odd', null)] }],
    words,
  )
  expect(text).toContain('odd')
  expect(text).not.toContain('health')
})
