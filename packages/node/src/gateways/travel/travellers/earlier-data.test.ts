import type { CaseDetail, TravellerRecord } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes, makeList } from '../../../exchange/lists/list-stage.fixture.ts'
import { paxlst, pnrgov } from '../edifact.fixture.ts'

let node: TestNode
let analyst: SignedIn
let officer: SignedIn
beforeAll(async () => {
  node = await startTestNode({ clock: () => new Date('2026-11-24T09:00:00.000Z') })
  analyst = await node.signIn('analyst')
  officer = await node.signIn('officer')
  const rows = ['B1,Chinedu Okwuosa,,1981-05-17,NGA,QX5550142', 'B2,Oddveig Tredgold Marstrander,,1990-02-28,NOR,']
  await importBytes(officer, await makeList(officer, 'Invented list'), csv(rows))
  await node.whenIdle()
})
afterAll(() => node.stop())

async function send(body: string): Promise<string> {
  const sent = await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
    body,
  })
  expect(sent.status).toBeLessThan(300)
  await node.whenIdle()
  return ((await sent.json()) as { id: string }).id
}
const push = (locator: string, person: Parameters<typeof pnrgov>[0][number]['people'][number], history: string[]) =>
  send(
    pnrgov([{ locator, people: [person] }], { flight: '7N+601' }).replace(
      "'UNT+",
      `'${['ABI+1+:X1', 'DAT+T:021126:0900', ...history].join("'")}'UNT+`,
    ),
  )
async function caseOf(label: string): Promise<CaseDetail | undefined> {
  const rows = await node.db.selectFrom('case_file').select('id').execute()
  const cases = await Promise.all(rows.map(async ({ id }) => (await analyst.call('GET', `/v1/cases/${id}`)).body))
  return (cases as CaseDetail[]).find(({ subject }) => subject.label === label)
}
const kindOf = async (hitId: string) =>
  (await node.db.selectFrom('hit').select('kind').where('id', '=', hitId).executeTakeFirstOrThrow()).kind
const recordOf = async (id: string) =>
  (await analyst.call('GET', `/v1/travel/travellers/${id}/record`)).body as TravellerRecord

test('a hit on a name of the history says that it is an earlier name', async () => {
  await push('QX7LP1', { surname: 'SKOG', given: 'LIV', document: 'S7654321', birth: '28FEB90' }, [
    ...['SAC+++X', 'TIF+TREDGOLD MARSTRANDER+ODDVEIG MRS:A:1'],
  ])
  const found = await caseOf('SKOG, LIV')
  const [hit] = found!.hits
  expect([await kindOf(hit!.id), hit!.matchedName?.a]).toEqual(['earlier-name', 'ODDVEIG TREDGOLD MARSTRANDER'])
  expect(hit!.comparison.map(({ field, a }) => [field, a])).toContainEqual([
    'earlier name',
    'ODDVEIG TREDGOLD MARSTRANDER',
  ])
  expect(hit!.comparison.map(({ field }) => field)).not.toContain('family name')
  expect(found!.rank.because[0]?.text).toMatch(/^Same birth date, an earlier name agrees/)
  expect(hit!.reasons.map(({ key }) => key)).toContain('reasons.earlier-name')
  expect(found!.otherExplanations.map(({ key }) => key)).toContain('reasons.earlier-holder')
  const own = hit!.selectors.map((place) => found!.subject.parties[0]!.selectors[place]?.kind)
  expect([own.includes('earlier-name'), own.includes('name')]).toEqual([true, false])
})

test('a hit on a document of the history says that it is an earlier document', async () => {
  await push('QX7LP2', { surname: 'LUND', given: 'OLE', document: 'L7654321', birth: '17MAY81' }, [
    'SAC+++X',
    'SSR+DOCS:HK:1:7N:::::/P/NGA/QX5550142/NGA/17MAY81/M/01JAN28/OKWUOSA/CHINEDU+::1',
  ])
  const found = await caseOf('LUND, OLE')
  const [hit] = found!.hits
  expect(await kindOf(hit!.id)).toBe('earlier-document')
  const fields = hit!.comparison.map(({ field, a }) => `${field} ${a}`)
  expect(fields).toEqual(expect.arrayContaining(['earlier name CHINEDU OKWUOSA', 'earlier document QX5550142']))
  expect(found!.rank.because[0]?.text).toMatch(/^An earlier document agrees, same birth date, an earlier name agrees/)
})

test('a current name or document that agrees makes an ordinary hit, whatever the history has', async () => {
  await push('QX7LP3', { surname: 'OKWUOSA', given: 'CHINEDU', document: 'QX5550142', birth: '17MAY81' }, [
    ...['SAC+++X', 'TIF+OKWUOSA+CHINEDO:A:1'],
  ])
  const found = await caseOf('OKWUOSA, CHINEDU')
  expect([await kindOf(found!.hits[0]!.id), found!.hits[0]!.matchedName?.a]).toEqual(['document', 'CHINEDU OKWUOSA'])
  const fields = found!.hits[0]!.comparison.map(({ field }) => field)
  expect(fields).toEqual(expect.arrayContaining(['name', 'document']))
  expect(fields.filter((field) => field.startsWith('earlier'))).toEqual([])
  expect(found!.otherExplanations.map(({ key }) => key)).not.toContain('reasons.earlier-holder')
})

test('a telephone number of a passenger list links its traveller with a reservation of another flight', async () => {
  const listed = paxlst([{ surname: 'AUNE', given: 'MARTE' }], { flight: '7N0701' })
  await send(listed.replace('NAD+FL+++AUNE:MARTE', "NAD+FL+++AUNE:MARTE'COM+47 5550 2000:TE'COM+47 5550 2001:FX"))
  const booked = {
    locator: 'QX7LP4',
    people: [{ surname: 'BERG', given: 'NILS' }],
    extra: 'ADD++700:::::::47 5550 2000',
  }
  await send(pnrgov([booked], { flight: '7N+702' }))
  const rows = await node.db
    .selectFrom('traveller as t')
    .innerJoin('flight as f', 'f.id', 't.flight_id')
    .select(['t.id', 'f.number'])
    .where('f.number', 'in', ['701', '702'])
    .execute()
  const idOn = (number: string) => rows.find((row) => row.number === number)!.id
  const record = await recordOf(idOn('701'))
  expect(record.linked).toMatchObject([{ by: 'phone', travellerId: idOn('702') }])
  expect(record.fields).toContainEqual(expect.objectContaining({ field: 'phone', value: '4755502000' }))
  expect((await recordOf(idOn('702'))).linked).toMatchObject([{ by: 'phone', travellerId: idOn('701') }])
})

test('an answer that was sent to the wrong end is quarantined', async () => {
  const id = await send(
    "UNB+UNOA:4+A+B+261124:0830+R7'UNH+C1+CUSRES:D:05B:UN:IATA'BGM+962'ERP+2'ERC+0Z'UNT+5+C1'UNZ+1+R7'",
  )
  const liaison = await node.signIn('supervisor')
  const { body } = await liaison.call('GET', `/v1/travel/messages/${id}`)
  expect(body).toMatchObject({ status: 'quarantined', counts: { messages: 0 } })
})
