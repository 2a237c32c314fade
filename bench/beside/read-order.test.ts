import { expect, test } from 'vitest'
import { benchBeside } from './bench-beside.ts'
import { readOrder } from './read-order.ts'

const bench = benchBeside({ seed: { is: 1, what: 'seed of the data' } }, () =>
  Promise.reject(new Error('not prepared')),
)
const benches = { travel: bench, hashes: bench }
const read = (...words: string[]) => readOrder(benches, 'travel', words)

test('by default a comparison has seven rounds and the options of its bench', () => {
  expect(read('--beside', '0157efd', '--seed', '3')).toEqual({
    order: { bench, commit: '0157efd', rounds: 7, json: '', given: { seed: 3 } },
  })
  expect(read('--beside=main~2', '--rounds', '9', '--json', 'a.json')).toEqual({
    order: { bench, commit: 'main~2', rounds: 9, json: 'a.json', given: { seed: 1 } },
  })
})

test.each([
  ['no commit', ['--beside', ' '], '--beside needs a commit: --beside 0157efd.'],
  ['an option for a commit', ['--beside=--force'], '--beside needs a commit, not --force.'],
  ['six rounds', ['--beside', 'main', '--rounds', '6'], '--rounds is at least 7, not 6.'],
  ['a fraction of rounds', ['--beside', 'main', '--rounds', '7.5'], '--rounds is a whole number, not 7.5.'],
  ['a bad number of the bench', ['--beside', 'main', '--seed', 'x'], '--seed is a whole number, not x.'],
])('%s is refused', (_what, words, error) => {
  expect(read(...words)).toEqual({ error })
})

test.each([
  ['--beside followed by another option', ['--beside', '--rounds', '7'], /beside/],
  ['an unknown option', ['--beside', 'main', '--round', '7'], /--round/],
  ['a word without an option', ['--beside', 'main', 'travel'], /travel/],
])('%s is refused', (_what, words, error) => {
  expect(read(...words)).toEqual({ error: expect.stringMatching(error) })
})

test.each(['lists', 'toString'])('a bench without comparison is refused, and those with one are listed: %s', (name) => {
  expect(readOrder(benches, name, ['--beside', 'main'])).toEqual({
    error: `${name} cannot be measured beside an older commit. These benches can: hashes, travel.`,
  })
})

test('help lists the options of the bench and of the comparison', () => {
  const { help } = read('--beside', 'main', '--help') as { help: string }
  for (const option of ['--seed', '--beside', '--rounds', '--json']) expect(help).toContain(option)
})
