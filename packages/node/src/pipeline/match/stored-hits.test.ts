import type { CaseDetail, Signal } from '@entente/contracts'
import { compare } from '@entente/matching'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes, makeList } from '../../exchange/lists/list-stage.fixture.ts'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { HitBody } from '../cases/case-record.ts'
import type { MatchTerms } from './may-match.ts'
import { indexedSignal } from './signal-entry.ts'

const day = 86_400_000
let node: TestNode
let analyst: SignedIn
let officer: SignedIn
let now = Date.parse('2026-11-24T09:00:00.000Z')
beforeAll(async () => {
  node = await startTestNode({ clock: () => new Date(now) })
  analyst = await node.signIn('analyst')
  officer = await node.signIn('officer')
  const list = await makeList(officer, 'Invented list')
  await importBytes(officer, list, csv(['B0,Someone Before,,1960,,']))
  const rows = [
    'B1,Chinedu Okwuosa,,1981-05-17,NGA,QX5550142',
    'B2,Оксана Петрівна Гончаренко,,1990-02-28,UKR,',
    'B3,Amine Benhamdan,Amin Ben Hamdan,1988~,TUN,',
    'B4,Una Tredgold,,,,',
  ]
  await importBytes(officer, list, csv(rows))
  await node.whenIdle()
  await travel('OKWUOSA', 'CHINEDU', '810517', 'QX5550142', 'NGA')
  await travel('HONCHARENKO', 'OXANA', '900228', 'FE1104417', 'UKR')
  await travel('BENHAMDANE', 'AMIN', '880314', 'T7710352', 'TUN')
  await travel('TREDGOLD', 'UNA', '710930', 'P6600481', 'GBR')
  await node.whenIdle()
})
afterAll(() => node.stop())

async function travel(surname: string, given: string, birth: string, document: string, issuer: string): Promise<void> {
  const sent = await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
    body: paxlst([{ surname, given, birth, document, issuer }]),
  })
  expect(sent.status).toBeLessThan(300)
}
async function cases(): Promise<CaseDetail[]> {
  const rows = await node.db.selectFrom('case_file').select('id').execute()
  return Promise.all(
    rows.map(async ({ id }) => {
      const reply = await analyst.call('GET', `/v1/cases/${id}`)
      expect(reply.status).toBe(200)
      return reply.body as CaseDetail
    }),
  )
}

test('every stored score is reproducible from its compared identity and versions', async () => {
  const hits = await node.db
    .selectFrom('hit as h')
    .innerJoin('case_file as c', 'c.id', 'h.case_id')
    .selectAll('h')
    .select(['c.regime', 'c.purposes', 'c.team', 'c.mask_at', 'c.delete_at'])
    .execute()
  expect(hits.length).toBeGreaterThanOrEqual(4)
  const access = systemAccess({ store: node.store, member: { id: 'norland.example', name: '' } }, 'border-control')
  await access.transaction({ action: 'case.read', type: 'record.read' }, async (tx) => {
    for (const row of hits) {
      const { compared, evidence, matchedName } = tx.open<HitBody>(row).value
      const stored = await tx.db
        .selectFrom('signal_version as v')
        .innerJoin('signal as s', 's.id', 'v.signal_id')
        .select(['s.id', 'v.a', 'v.b', 's.regime', 's.purposes', 's.mask_at', 's.delete_at'])
        .where('v.signal_id', '=', row.signal_id)
        .where('v.version', '=', row.signal_version)
        .executeTakeFirstOrThrow()
      const signal = indexedSignal(tx.open<Signal>(stored).value, {} as MatchTerms)
      if (!signal || !compared || row.threshold === null) throw new Error('a stored hit lacks what it came from')
      const again = compare(compared, signal.entry, { threshold: row.threshold })
      expect(again.score).toBe(row.score)
      expect(again.logOdds).toBe(row.log_odds)
      expect(again.evidence).toEqual(evidence)
      expect(again.matchedName).toEqual(matchedName)
      const sum = evidence.reduce((all, line) => all + (line.weight ?? 0), 0)
      expect(sum).toBeCloseTo(row.log_odds as number, 6)
    }
  })
})

test('a case states for each hit what was compared, how, and by which versions', async () => {
  const found = (await cases()).flatMap((one) => one.hits)
  const reading = found.find((hit) => hit.matchedName?.a.includes('HONCHARENKO'))
  expect(reading).toMatchObject({
    matchedName: { b: 'Оксана Петрівна Гончаренко', quality: 'primary' },
    threshold: 0.5,
    thresholdVersion: 1,
    subjectVersion: 1,
    listVersion: '2',
    engine: { code: expect.any(String), tables: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  const family = reading?.evidence.find((line) => line.b === 'Гончаренко')
  expect(family).toMatchObject({ kind: 'token', a: 'HONCHARENKO', relation: 'reading', scheme: expect.any(String) })
  expect(family?.frequency).toBeGreaterThan(0)
  for (const hit of found) {
    expect(hit.score).toBeCloseTo(1 / (1 + Math.exp(-(hit.logOdds as number))), 6)
    expect(hit.evidence.some((line) => line.kind === 'prior')).toBe(true)
  }
})

const clocks = { regime: 'own', mask_at: null, delete_at: new Date('2040-01-01') }

test('a hit of an older release opens, with unknown for the parts it lacks', async () => {
  const [first] = await node.db.selectFrom('hit').selectAll().execute()
  const before = {
    evidence: [{ kind: 'token', text: 'Same name', weight: 4 }],
    comparison: [],
    explanation: 'Same name.',
  }
  const old = {
    log_odds: null,
    threshold: null,
    threshold_version: null,
    subject_version: null,
    list_version: null,
    a: node.vault.codec.seal(first?.id as string, 'a', before, clocks),
  }
  await node.db
    .updateTable('hit')
    .set(old)
    .where('id', '=', first?.id as string)
    .execute()
  const shown = (await cases()).flatMap((one) => one.hits).find((hit) => hit.id === first?.id)
  expect(shown).toMatchObject({
    logOdds: null,
    threshold: null,
    matchedName: null,
    reasons: [{ key: 'reasons.text', values: { text: 'Same name.' }, text: 'Same name.' }],
    evidence: [{ kind: 'token', text: 'Same name', weight: 4, a: null, b: null, relation: null }],
  })
  expect(shown?.evidence[0]).toMatchObject({ key: 'evidence.text', values: { text: 'Same name' } })
  await node.db
    .updateTable('hit')
    .set({ a: first?.a as Buffer })
    .where('id', '=', first?.id as string)
    .execute()
})

test('a case of an older release opens, with its sentences as plain text', async () => {
  const [first] = await node.db.selectFrom('case_file').selectAll().execute()
  const {
    because: _,
    otherExplanations: __,
    ...rest
  } = node.vault.codec.open(first?.id as string, 'a', first?.a ?? null) as Record<string, unknown>
  const before = { ...rest, because: ['Same name'], otherExplanations: ['A namesake.'] }
  await node.db
    .updateTable('case_file')
    .set({ a: node.vault.codec.seal(first?.id as string, 'a', before, clocks) })
    .where('id', '=', first?.id as string)
    .execute()
  const shown = (await cases()).find((one) => one.id === first?.id)
  expect(shown?.rank.because).toEqual([{ key: 'reasons.text', values: { text: 'Same name' }, text: 'Same name' }])
  expect(shown?.otherExplanations).toMatchObject([{ key: 'reasons.text', text: 'A namesake.' }])
  await node.db
    .updateTable('case_file')
    .set({ a: first?.a as Buffer })
    .where('id', '=', first?.id as string)
    .execute()
})

test('after masking, a hit shows no name, no evidence and no compared identity', async () => {
  const [row] = await node.db.selectFrom('case_file').select('mask_at').execute()
  if (!row?.mask_at) throw new Error('this regime masks nothing')
  const stored = await node.db.selectFrom('hit').select('b').execute()
  for (const { b } of stored) expect(b.toString()).not.toMatch(/OKWUOSA|HONCHARENKO|BENHAMDANE|TREDGOLD|Гончаренко/i)
  now = row.mask_at.getTime() + day
  const again = await node.signIn('analyst')
  const { id } = await node.db.selectFrom('case_file').select('id').executeTakeFirstOrThrow()
  const { hits } = (await again.call('GET', `/v1/cases/${id}`)).body as CaseDetail
  expect(hits[0]).toMatchObject({ matchedName: null, evidence: [], comparison: [], explanation: '' })
  expect(hits[0]?.score).toBeGreaterThan(0)
})
