import type { CaseUpload } from '@entente/contracts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { GatewaysProvider } from '../../../app/gateway.ts'
import { content } from '../index.ts'
import { ContextPanel } from './context-panel.tsx'

const stored = { severity: 'warning' as const, position: null, literal: null, at: '/file' }
const upload: CaseUpload = {
  ...{ caseId: '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa', uploadId: 'up-1', contentRef: null, accountRef: null },
  ...{ createdAt: null, receivedAt: '2026-11-24T14:01:40.000Z', sender: 'Fotovik', retro: false, words: null },
  ...{ matches: [], total: 0, truncated: false, incident: null, earlierCases: null, decidableUnseen: false },
  media: {
    ...{ original: 'none', kind: null, mediaType: null, bytes: null, width: null, height: null, duration: null },
    ...{ levels: [], stretches: [] },
  },
  findings: [
    {
      ...{ ...stored, code: 'MEDIA_UNSUPPORTED', message: 'English of the node.' },
      ...{ key: 'content.findings.MEDIA_UNSUPPORTED', values: { mediaType: 'application/pdf' } },
    },
    {
      ...{ ...stored, code: 'MEDIA_DAMAGED', message: 'Words of an older release.' },
      ...{ key: 'reasons.text', values: { text: 'Words of an older release.' } },
    },
  ],
}

test('a finding is translated by key, and one of an older release stays English', () => {
  const shown = renderToStaticMarkup(
    <GatewaysProvider value={[content]}>
      <ContextPanel upload={upload} />
    </GatewaysProvider>,
  )
  expect(shown).toContain(
    'Files of the type application/pdf are not decoded. Only their cryptographic hashes are given. <span lang="en">Words of an older release.</span>',
  )
})
