import { expect, test } from 'vitest'
import { filedKey } from './filed-key.ts'

const filer = '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa'

test.each([
  ['air/999-00000011', 'master', { key: 'air/999-00000011', masterId: '999-00000011', houseId: null }],
  ['air/999-00000011/H-1', 'house', { key: 'air/999-00000011/H-1', masterId: '999-00000011', houseId: 'H-1' }],
  [`air/${filer}/H-1`, 'house', { key: 'air/?/H-1', masterId: null, houseId: 'H-1' }],
  ['sea/LUNE/B%2F7', 'master', { key: 'sea/LUNE/B%2F7', masterId: 'B/7', houseId: null }],
  [`sea/${filer}/B7`, 'master', { key: 'sea/?/B7', masterId: 'B7', houseId: null }],
  ['sea/LUNE/B7/H-1', 'house', { key: 'sea/LUNE/B7/H-1', masterId: 'B7', houseId: 'H-1' }],
  ['ens/26NO7', 'declaration', { key: 'ens/26NO7', masterId: null, houseId: null }],
])('an answer about %s names what the filer filed', (key, level, expected) => {
  expect(filedKey(key, level, filer)).toEqual(expected)
})
