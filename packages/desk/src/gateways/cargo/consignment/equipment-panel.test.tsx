import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EquipmentPanel } from './equipment-panel.tsx'
import { goodsWords, type StatedConsignment } from './use-consignment.ts'

const shown = (stated: object): string => {
  const detail = { ...{ key: 'sea/LUNE/1', equipment: [], findings: [], equipmentIsCut: false, loads: [] }, ...stated }
  return renderToStaticMarkup(<EquipmentPanel detail={detail as unknown as StatedConsignment} />)
}

test('equipment with an empty number is named in words', () => {
  const html = shown({
    consignment: { equipmentIds: ['', 'TSTU1000007'], seals: [] },
    loads: [{ equipmentId: '', pieces: null, grossKg: null, unloadingPlace: null, splitCode: null }],
  })
  const rows = [...html.matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(([, row = '']) =>
    row.replaceAll(/<[^>]*>/g, '').trim(),
  )
  expect(rows).toEqual(['no number', 'TSTU1000007', 'no number'])
})

test('a container without a declaration leads to those of its voyage, by its plan', () => {
  const stated = {
    consignment: { equipmentIds: ['TSTU1000007'], seals: [] },
    filings: [{ messageId: 'first' }, { messageId: 'newest' }],
  }
  const link = 'href="/cargo/messages/newest/undeclared"'
  expect(shown({ ...stated, key: 'stowed/9074729/12W/TSTU1000007' })).toContain(link)
  expect(shown(stated)).not.toContain('undeclared')
})

test('a container without a declaration is named by its number, and other goods without words by their key', () => {
  const named = (key: string) =>
    goodsWords({ key, consignment: { description: null, items: [], equipmentIds: ['TSTU1000007'] } } as never)
  expect(named('stowed/9074729/12W/TSTU1000007')).toBe('TSTU1000007')
  expect(named('sea/LUNE/1')).toBe('sea/LUNE/1')
})
