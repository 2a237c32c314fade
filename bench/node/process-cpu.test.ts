import { expect, test } from 'vitest'
import { type ProcessTimes, sumTree } from './process-cpu.ts'

const process = (pid: number, parent: number, own: number, ended = 0): ProcessTimes => ({ pid, parent, own, ended })

test('the sum includes the process, all descendants, and children that ended', () => {
  const node = process(10, 1, 5, 0.5)
  const postgres = process(11, 10, 1, 2)
  const backends = [process(12, 11, 3), process(13, 11, 4)]
  const others = [process(1, 0, 100), process(20, 1, 50, 50), process(21, 20, 50)]
  expect(sumTree(10, [...others, ...backends, postgres, node])).toBe(15.5)
})

test('a process that ended has no sum', () => {
  expect(sumTree(10, [process(1, 0, 100)])).toBeNaN()
})
