import { expect, test } from 'vitest'
import { consignmentOf, headerOf } from '../consignment.fixture.ts'
import { mayFile } from './may-file.ts'

const contentOf = (key: string, carrier: string | null = null) => ({
  ...{ message: 0, header: headerOf(), conveyance: null, loads: [], findings: [] },
  consignment: consignmentOf({
    key,
    route: carrier === null ? [] : [{ carrier } as ReturnType<typeof consignmentOf>['route'][number]],
  }),
})

test('a filer with carriers speaks only for their bills', () => {
  const may = (carriers: string[], key: string, carrier?: string) =>
    mayFile({ carriers }, 'xfwb', contentOf(key, carrier))
  expect([may(['LNE'], 'sea/LNE/1'), may(['LNE'], 'sea/OTHR/1'), may(['LNE'], 'sea/?/1')]).toEqual([true, false, true])
  expect([may(['999'], 'air/999-00000011'), may(['998', 'ZZ'], 'air/999-00000011', 'ZZ')]).toEqual([true, false])
  expect([may(['ZZ'], 'air/999-00000011', 'ZZ'), may(['ZZ'], 'air/999-00000011', 'QX')]).toEqual([true, false])
  expect(may([], 'sea/OTHR/1')).toBe(true)
  // A bill that leaves out its airline is that of its prefix.
  expect(may(['ZZ'], 'air/999-00000011')).toBe(false)
  expect(mayFile({ unknown: 1 }, 'xfwb', contentOf('sea/LNE/1'))).toBe(false)
})

test('a manifest speaks for the carrier of its conveyance, whoever issued the bills', () => {
  const conveyance = { carrier: 'ZZ' } as NonNullable<Parameters<typeof mayFile>[2]['conveyance']>
  const content = { ...contentOf('air/999-00000011'), conveyance }
  expect([['998', 'ZZ'], ['QX']].map((carriers) => mayFile({ carriers }, 'ffm', content))).toEqual([true, false])
})
