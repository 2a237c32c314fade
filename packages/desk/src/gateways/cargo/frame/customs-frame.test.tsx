import type { Me } from '@entente/contracts'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { GatewaysProvider } from '../../../app/gateway.ts'
import { entriesOf } from '../../../app/navigation.ts'
import { queryClient } from '../../../app/query.ts'
import { PersonOfShell } from '../../../app/session.ts'
import { cargo } from '../index.ts'
import { CustomsFrame, TeamFrame } from './customs-frame.tsx'

const ofCargo = cargo.entries?.map(({ id }) => id) ?? []
const entries = (role: Me['role'], teams: readonly string[]): string[] =>
  entriesOf(role, [cargo], teams).flatMap(({ id }) => (ofCargo.includes(id) ? [id] : []))

test('people of other teams see no page about goods in the navigation', () => {
  for (const role of ['analyst', 'supervisor'] as const) {
    expect(entries(role, ['travel', 'content'])).toEqual([])
    expect(entries(role, ['travel', 'cargo'])).toEqual(expect.arrayContaining(['cargo-models', 'inspections']))
    expect(entries(role, ['travel', 'inspection'])).toEqual(['inspections'])
  }
  expect(entries('oversight', [])).toContain('cargo-models')
  expect(entries('signal-officer', [])).toContain('cargo-rules')
})

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
const shownTo = (me: Partial<Me>, page: 'models' | 'inspections'): string =>
  renderToStaticMarkup(
    <RouterContextProvider router={router as never}>
      <QueryClientProvider client={queryClient}>
        <GatewaysProvider value={[cargo]}>
          <PersonOfShell value={{ purpose: 'customs-security', purposes: [], ...me } as Me}>
            {page === 'models' ? (
              <TeamFrame title="Models">read</TeamFrame>
            ) : (
              <CustomsFrame title="Inspections" teams="inspections">
                read
              </CustomsFrame>
            )}
          </PersonOfShell>
        </GatewaysProvider>
      </QueryClientProvider>
    </RouterContextProvider>,
  )

test('a person of another team reads which team a page is for', () => {
  expect(shownTo({ role: 'analyst', teams: ['travel'] }, 'models')).toContain('people of the team cargo.')
  expect(shownTo({ role: 'analyst', teams: ['travel'] }, 'inspections')).toContain('the teams cargo and inspection.')
  expect(shownTo({ role: 'analyst', teams: ['inspection'] }, 'inspections')).toBe('read')
  expect(shownTo({ role: 'supervisor', teams: ['cargo'] }, 'models')).toBe('read')
  expect(shownTo({ role: 'oversight', teams: [] }, 'models')).toBe('read')
})
