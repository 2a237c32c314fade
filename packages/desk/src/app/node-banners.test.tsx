import type { Me, RestoreMark, Role } from '@entente/contracts'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RestoreBanner } from './node-banners.tsx'
import { queryClient } from './query.ts'
import { PersonOfShell } from './session.ts'

const mark: RestoreMark = {
  id: '0b8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f10',
  restoredAt: '2026-11-30T10:00:00.000Z',
  backupAt: '2026-11-29T02:10:00.000Z',
  knownUntil: null,
  endedBy: null,
}
const shown = (role: Role, of: Partial<RestoreMark> = {}): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <QueryClientProvider client={queryClient}>
        <PersonOfShell value={{ person: 'p1', role } as Me}>
          <RestoreBanner mark={{ ...mark, ...of }} />
        </PersonOfShell>
      </QueryClientProvider>
    </MantineProvider>,
  )

test('the note about a restore names the time after which nothing is known', () => {
  expect(shown('analyst')).toMatch(/does not know what happened after 29 Nov 2026 .*02:10 UTC/)
  expect(shown('analyst', { knownUntil: '2026-11-29T07:05:00.000Z' })).toMatch(/after 29 Nov 2026 .*07:05 UTC/)
  expect(shown('analyst', { endedBy: 'p2' })).toContain('A second person is needed')
})

test('only people who may end the note see its button, and nobody sees it twice', () => {
  for (const role of ['administrator', 'supervisor', 'oversight'] as const) {
    expect(shown(role)).toContain('End the note')
    expect(shown(role, { endedBy: 'p2' })).toContain('End the note')
    expect(shown(role, { endedBy: 'p1' })).not.toContain('End the note')
  }
  for (const role of ['analyst', 'signal-officer'] as const) expect(shown(role)).not.toContain('End the note')
})
