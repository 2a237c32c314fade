import { plural } from '../plural.ts'

export const find = {
  title: 'Found',
  count: (n: number) => plural('en', n, { one: '1 found', other: `${n} found` }),
  what: 'Whole words only. This search was logged; only you can open its results, and its address holds no word of it.',
  groups: { case: 'Cases', flight: 'Flights', traveller: 'People', message: 'Messages' },
  empty: 'Nothing was found.',
  emptyNext: 'Names are looked up by whole words, numbers in full. What is masked or deleted is not found.',
  over: 'These results are no longer kept.',
  overNext: 'Search again: press Ctrl K. Only who searched can open results.',
}
