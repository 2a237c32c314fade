import type { CargoConsignment, CargoFinding, CargoParty } from '@entente/contracts'
import { expect, test } from 'vitest'
import { filedOf, partyOf } from '../consignment.fixture.ts'
import { correctedIn } from './corrected-in.ts'

const reject = (code: string, item: string | null = null, party: string | null = null) =>
  ({ code, item, party, reject: true }) as CargoFinding
const filed = (id: string, change: Partial<CargoConsignment>, findings: CargoFinding[] = [], rejected?: string[]) => ({
  id,
  content: { ...filedOf(change, {}), findings, ...(rejected === undefined ? {} : { rejected }) },
})
const item = { description: 'OAK CHAIRS', parties: [] as CargoParty[] } as CargoConsignment['items'][number]

test('a partial amendment corrects the field that it states again, and nothing else', () => {
  const vague = filed('1', { description: 'GOODS' }, [reject('VAGUE_DESCRIPTION')])
  const described = filed('2', { description: 'OAK CHAIRS' })
  expect(correctedIn([vague])).toEqual([])
  expect(correctedIn([vague, described])).toEqual(['1'])
  expect(correctedIn([described, vague])).toEqual([])
  expect(correctedIn([vague, filed('2', { parties: [partyOf('consignee', 'Lune Traders')] })])).toEqual([])
  const unnamed = filed('1', { description: 'GOODS' }, [reject('VAGUE_DESCRIPTION'), reject('PARTY_INCOMPLETE')])
  expect(correctedIn([unnamed, described])).toEqual([])
  expect(correctedIn([filed('1', {}, [reject('AWB_CHECK_DIGIT')]), described])).toEqual([])
})

test('a vague item is corrected by an amendment with items, an unlisted finding by all that it may be about', () => {
  const vague = filed('1', { items: [{ ...item, description: 'GOODS' }] }, [reject('VAGUE_DESCRIPTION', '1')])
  expect(correctedIn([vague, filed('2', { description: 'OAK CHAIRS' })])).toEqual([])
  expect(correctedIn([vague, filed('2', { items: [item] })])).toEqual(['1'])
  const unlisted = filed('1', {}, [], ['HS_MALFORMED'])
  expect(correctedIn([unlisted, filed('2', { hsCodes: ['940171'] })])).toEqual([])
  expect(correctedIn([unlisted, filed('2', { hsCodes: ['940171'], items: [item] })])).toEqual(['1'])
})

test('an amendment need not describe the goods again', () => {
  const amendment = filed('2', { pieces: 7 }, [reject('DESCRIPTION_MISSING')])
  expect(correctedIn([filed('1', { description: 'OAK CHAIRS' }), amendment])).toEqual(['2'])
  expect(correctedIn([filed('1', {}, [reject('DESCRIPTION_MISSING')]), amendment])).toEqual([])
})

test('an amendment completes a party only by stating its role again', () => {
  const nameless = filed('1', { parties: [partyOf('consignee', '')] }, [reject('PARTY_INCOMPLETE', null, 'consignee')])
  expect(correctedIn([nameless, filed('2', { parties: [partyOf('notify', 'Lune Port')] })])).toEqual([])
  expect(correctedIn([nameless, filed('2', { parties: [partyOf('consignee', 'Lune Mill')] })])).toEqual(['1'])
  const ofItem = filed('1', { items: [item] }, [reject('PARTY_INCOMPLETE', '1', 'consignee')])
  expect(correctedIn([ofItem, filed('2', { items: [item] })])).toEqual([])
  const complete = { ...item, parties: [partyOf('consignee', 'Lune Mill')] }
  expect(correctedIn([ofItem, filed('2', { items: [complete] })])).toEqual(['1'])
  const unlisted = filed('1', {}, [], ['PARTY_INCOMPLETE'])
  const all = filed('2', { parties: complete.parties, items: [complete] })
  expect(correctedIn([unlisted, all])).toEqual([])
})

test('a key that is repeated thousands of times is read once for each filing', () => {
  let reads = 0
  const chain = Array.from({ length: 3_000 }, (_, place) => {
    const { id, content } = filed(String(place), { description: 'GOODS' }, [reject('VAGUE_DESCRIPTION')])
    const { consignment } = content
    const counted = { ...content, consignment }
    Object.defineProperty(counted, 'consignment', {
      get() {
        reads += 1
        return consignment
      },
    })
    return { id, content: counted }
  })
  expect(correctedIn(chain)).toEqual(chain.slice(0, -1).map(({ id }) => id))
  expect(reads).toBeLessThanOrEqual(2 * chain.length)
})
