import { expect, test } from 'vitest'
import { mostFound, mostLookedUp } from '../../safeguards/names/found-by-type.ts'
import { firstReadable } from './find-signals.ts'

const ids = Array.from({ length: mostLookedUp * 3 }, (_, place) => String(place))

test('signals that the reader may not list hide no other signal', async () => {
  const last = ids.at(-1)
  const rows = await firstReadable(ids, async (slice) => slice.filter((id) => id === last))
  expect(rows).toEqual([last])
})

test('no further slice is read once there are more signals than are shown', async () => {
  const read: (readonly string[])[] = []
  const rows = await firstReadable(ids, async (slice) => {
    read.push(slice)
    return slice.slice(0, mostFound + 1)
  })
  expect(rows).toEqual(ids.slice(0, mostFound + 1))
  expect(read).toEqual([ids.slice(0, mostLookedUp)])
})
