import { expect, test } from 'vitest'
import { writeAhead } from './write-ahead.ts'

const pause = () => new Promise((resolve) => setTimeout(resolve, 5))

test('a part is prepared while the part before is written, and writes come one after another', async () => {
  const steps: string[] = []
  const prepare = (part: number) => {
    steps.push(`prepare ${part}`)
    return part
  }
  await writeAhead([1, 2, 3], prepare, async (part) => {
    steps.push(`write ${part}`)
    await pause()
    steps.push(`wrote ${part}`)
  })
  expect(steps).toEqual([
    ...['prepare 1', 'write 1', 'prepare 2', 'wrote 1', 'write 2', 'prepare 3', 'wrote 2', 'write 3', 'wrote 3'],
  ])
})

test('a failure comes after the write in hand has ended', async () => {
  let running = 0
  const prepare = (part: number) => {
    if (part === 2) throw new Error('part 2')
    return part
  }
  const write = async () => {
    running += 1
    await pause()
    running -= 1
  }
  await expect(writeAhead([1, 2, 3], prepare, write)).rejects.toThrow('part 2')
  expect(running).toBe(0)
})

test('a write that fails is the last one', async () => {
  const written: number[] = []
  const write = async (part: number) => {
    written.push(part)
    await pause()
    if (part === 2) throw new Error('disk full')
  }
  await expect(writeAhead([1, 2, 3, 4], (part) => part, write)).rejects.toThrow('disk full')
  expect(written).toEqual([1, 2])
})
