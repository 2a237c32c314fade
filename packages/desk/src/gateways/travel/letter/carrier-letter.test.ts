import type { Finding } from '@entente/contracts'
import { expect, test } from 'vitest'
import { writeCarrierLetter } from './carrier-letter.ts'

const finding = (message: string, literal: string | null): Finding => ({
  code: 'DATE_INVALID',
  severity: 'warning',
  message,
  position: { byte: 10, segment: 21, tag: 'DTM', element: 1, component: 2 },
  literal,
  at: null,
})

test('the letter names the position of a finding, but never the value there', () => {
  const text = writeCarrierLetter('7N 482', null, [
    {
      format: 'PAXLST',
      receivedAt: '13:38 UTC',
      findings: [finding('Birth date "940231" does not exist.', '940231')],
    },
  ])
  expect(text).toContain('segment 21 (DTM): Birth date "…" does not exist. (DATE_INVALID)')
  expect(text).not.toContain('940231')
})

test('messages without findings are omitted; a letter without findings says so', () => {
  const silent = [{ format: 'PAXLST', receivedAt: '13:38 UTC', findings: [] }]
  expect(writeCarrierLetter('7N 482', null, silent)).toBe(
    'Dear colleagues,\n\nabout 7N 482 we found the following.\n\nWe have no remark on your messages.\n\nPlease correct this with your next transmission. Nothing that you sent was thrown away.\n',
  )
  expect(writeCarrierLetter('7N 482', 'part 3', silent)).toBe(
    'Dear colleagues,\n\nabout 7N 482 we found the following.\n\nMissing: part 3\n\nPlease correct this with your next transmission. Nothing that you sent was thrown away.\n',
  )
})

test('remarks and removed sensitive values are omitted', () => {
  const removed: Finding = { ...finding('removed: health', null), code: 'SENSITIVE_REMOVED', severity: 'info' }
  const text = writeCarrierLetter('7N 482', null, [
    { format: 'PNRGOV', receivedAt: '13:38 UTC', findings: [removed, finding('odd', null)] },
  ])
  expect(text).toContain('odd')
  expect(text).not.toContain('health')
})
