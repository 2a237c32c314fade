import { expect, test } from 'vitest'
import { storedKey } from './stored-key.ts'

const master = (key: string, id: string) => storedKey({ key, id, masterId: null, level: 'master' }, 'filer').key
const house = (key: string, id: string, masterId: string | null) =>
  storedKey({ key, id, masterId, level: 'house' }, 'filer')

test('a house is below its master, whatever slashes their numbers have', () => {
  expect(house('air/999-00000011/HB-1', 'HB-1', '999-00000011')).toEqual({
    ...{ key: 'air/999-00000011/HB-1', parentKey: 'air/999-00000011' },
  })
  expect(house('sea/LNE/A/1/2', '1/2', 'A')).toEqual({ key: 'sea/LNE/A/1%2F2', parentKey: 'sea/LNE/A' })
  expect(house('sea/LNE/A/1/2', '2', 'A/1').parentKey).toBe(master('sea/LNE/A/1', 'A/1'))
  expect(master('sea/LNE/A/1', 'A/1')).not.toBe(house('sea/LNE/A/1', '1', 'A').key)
})

test('what a message does not name is the filer, so strangers are never merged', () => {
  expect(house('air/?/H1', 'H1', null)).toEqual({ key: 'air/filer/H1', parentKey: null })
  expect(master('sea/?/1', '1')).toBe('sea/filer/1')
  expect(storedKey({ key: 'ens/?/L1', id: 'L1', masterId: null, level: 'declaration' }, 'filer').key).toBe(
    'ens/filer/L1',
  )
})

test('long keys stay different, and no character is cut in two', () => {
  const key = (end: string) => master(`sea/LNE/${'A'.repeat(221)}\u{1F600}${'B'.repeat(100)}${end}`, 'X')
  expect(key('1')).not.toBe(key('2'))
  expect([key('1').isWellFormed(), key('1').length <= 300]).toEqual([true, true])
  expect(master('sea/LNE/\ud800', 'X').isWellFormed()).toBe(true)
})
