import type { CaseDetail, Me, RuleTrack } from '@entente/contracts'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { GatewaysProvider } from '../../../app/gateway.ts'
import { queryClient } from '../../../app/query.ts'
import { PersonOfShell } from '../../../app/session.ts'
import { cargo } from '../index.ts'
import { RuleHit } from './rule-hit.tsx'
import { WhyHere } from './why-here.tsx'

const [vague, pistols] = ['5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa', '6c1d0b63-7e2f-4b8c-8d49-1e3075c2f8bb'] as const
const hitOf = (id: string, title: string | null): CaseDetail['hits'][number] => ({
  ...{ id, subjectId: id, party: 'consignee-1', of: title === null ? 'signal' : 'rule' },
  ...{ signalId: title === null ? id : null, signalVersion: title === null ? 1 : null },
  rule: title === null ? null : { id, version: 2, title },
  ...{ selectors: [], score: 0.3, logOdds: null, threshold: null, thresholdVersion: null, subjectVersion: 1 },
  ...{ listVersion: null, matchedName: null, explanation: '', reasons: [], evidence: [], comparison: [], cells: [] },
  strength: { band: 'name-only', words: '', rank: 1 } as never,
  ...{ engine: { code: '', tables: '', index: '' }, at: '2026-11-24T14:01:40.000Z', suppressedBy: null },
})
const trackOf = (ruleId: string, reviewed: number, words: string): RuleTrack => ({
  ...{ ruleId, version: 2, reviewed, confirmed: 0, low: 0, high: 1, feedback: { given: 0, mistaken: 0 } },
  text: { key: 'reasons.text', values: { text: words }, text: words },
})
const detail = {
  ...{
    id: 'c1',
    subject: { id: 's1' },
    signals: [],
    track: [],
    signalFrom: { id: 'norland.example', name: 'Norland' },
  },
  hits: [hitOf(vague, 'Vague goods'), hitOf(pistols, 'Words of arms')],
  ruleTracks: [
    trackOf(vague, 24, 'Of 24 inspected, 18 had a finding.'),
    trackOf(pistols, 0, 'None was inspected yet.'),
  ],
} as unknown as CaseDetail

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
const shown = (page: ReactNode): string =>
  renderToStaticMarkup(
    <RouterContextProvider router={router as never}>
      <QueryClientProvider client={queryClient}>
        <GatewaysProvider value={[cargo]}>
          <PersonOfShell value={{ member: 'norland.example', memberName: 'Norland' } as Me}>{page}</PersonOfShell>
        </GatewaysProvider>
      </QueryClientProvider>
    </RouterContextProvider>,
  )

test('each hit of a rule shows the results of inspections of that rule', () => {
  const why = shown(<WhyHere detail={detail} />)
  expect(why).toContain('Of 24 inspected, 18 had a finding.')
  expect(why).toContain('None was inspected yet.')
  expect(why).not.toContain('Too few reviewed')
  const [first, second] = detail.hits.map((hit) => shown(<RuleHit detail={detail} hit={hit} />))
  expect(first).toContain('Of 24 inspected, 18 had a finding.')
  expect(second).toContain('None was inspected yet.')
})

test('the hit of a signal shows how many earlier hits were reviewed', () => {
  const ofSignal = { ...detail, hits: [hitOf(vague, null)], ruleTracks: [] }
  expect(shown(<WhyHere detail={ofSignal} />)).toContain('Too few reviewed to say (0).')
})

const lineOf = (kind: string, key: string, text: string, values: Record<string, string>) => ({
  ...{ kind, key, text, values, weight: null, a: null, b: null, role: null, relation: null, scheme: null },
  frequency: null,
})

test('a hit that an officer asked for shows the words of the officer', () => {
  const words = 'The mass does not fit the goods.'
  const asked = {
    ...hitOf(vague, 'Asked by an officer'),
    evidence: [lineOf('request', 'cargo.rules.request', words, { text: words })],
  }
  const html = shown(<RuleHit detail={detail} hit={asked as never} />)
  expect(html).toContain(words)
  expect(html).not.toContain('<th scope="row"')
})

test('the hit of a rule shows each value that it read', () => {
  const leaf = {
    ...lineOf('rule-leaf', 'cargo.rules.leaf', '', { at: '' }),
    role: 'c.pieces',
    scheme: '>',
    a: '24',
    b: '9',
  }
  const html = shown(<RuleHit detail={detail} hit={{ ...hitOf(vague, 'Many pieces'), evidence: [leaf] } as never} />)
  expect(html).toContain('<code>c.pieces</code>')
  expect(html).toContain('<code>&gt; 9</code>')
})
