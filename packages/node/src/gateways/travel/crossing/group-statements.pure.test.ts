import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupStatements } from './group-statements.ts'
import { noSides, type StatementFacts } from './statement-facts.ts'

const key = (text: string) => Buffer.from(text.padEnd(16, '.'))
let counter = 0
function statement(
  facts: Partial<StatementFacts> & { document?: string; birth?: readonly string[]; name?: string },
): StatementFacts {
  counter += 1
  const { document, birth, name, ...rest } = facts
  return {
    id: `s${counter}`,
    messageId: `m${counter}`,
    source: 'PAXLST',
    function: '745',
    pointer: '/messages/0/people/0',
    preparedAt: counter,
    position: String(counter).padStart(4, '0'),
    senderId: 'sender',
    reservationKey: null,
    reservationVersionId: null,
    realm: 'icao',
    travellerId: null,
    rule: null,
    sides: noSides,
    document_keys: document === undefined ? [] : [Buffer.concat(document.split('/').map(key))],
    reference_key: null,
    locator_name_key: name === undefined ? null : key(name),
    name_birth_key: null,
    birth_keys: (birth ?? []).map(key),
    ...rest,
  }
}
/** The key of a year has one byte more than that of a date. */
const year = (text: string) => Buffer.concat([key(text), Buffer.of(1)])
const partition = (statements: StatementFacts[]) =>
  groupStatements(statements)
    .map(({ members }) =>
      members
        .map(({ id }) => id)
        .sort()
        .join(' '),
    )
    .sort()

test('equal document numbers join statements unless their issuers differ', () => {
  const [a, b, c] = [
    statement({ document: 'N1/NLD' }),
    statement({ document: 'N1' }),
    statement({ document: 'N1/BEL' }),
  ]
  expect(partition([a, b])).toEqual([`${a.id} ${b.id}`])
  expect(partition([a, c])).toHaveLength(2)
})

test('birth dates that differ by more than a day-month swap never join', () => {
  const a = statement({ document: 'N1', name: 'ROE', birth: ['1980-03-04', '1980-04-03'] })
  const swapped = statement({ document: 'N1', birth: ['1980-04-03', '1980-03-04'] })
  const other = statement({ document: 'N1', name: 'ROE', birth: ['1981-03-04', '1981-04-03'] })
  expect(partition([a, swapped])).toHaveLength(1)
  expect(partition([a, other])).toHaveLength(2)
  // A statement without a birth date does not connect two that contradict each other.
  const silent = statement({ document: 'N1' })
  expect(groupStatements([a, silent, other])).toHaveLength(2)
})

test('two people with one name in one message stay two in the next push', () => {
  const people = (messageId: string, at: number) =>
    ['0', '1'].map((place) =>
      statement({ messageId, preparedAt: at, position: messageId, pointer: `/people/${place}`, name: 'ROE' }),
    )
  const [first, second] = [people('m-a', 1), people('m-b', 2)]
  expect(groupStatements([...first, ...second]).map(({ members }) => members.length)).toEqual([2, 2])
})

test('statements under different regimes never join', () => {
  expect(
    groupStatements([statement({ document: 'N1' }), statement({ document: 'N1', realm: 'eu-api-border' })]),
  ).toHaveLength(2)
})

test('statements that a person split never join again, not even through a third statement', () => {
  const stays = statement({ document: 'N1', sides: new Map([['split', false]]) })
  const apart = statement({ document: 'N1', sides: new Map([['split', true]]) })
  const between = statement({ document: 'N1' })
  for (const all of [
    [stays, apart, between],
    [between, apart, stays],
  ]) {
    const groups = groupStatements(all).map(({ members }) => members.map(({ id }) => id))
    expect(groups).toHaveLength(2)
    expect(groups.some((ids) => ids.includes(stays.id) && ids.includes(apart.id))).toBe(false)
  }
})

test('after a split, a later push of a reservation stays with the same traveller', () => {
  const list = statement({ name: 'ROE', sides: new Map([['split', false]]) })
  const push = statement({ name: 'ROE', reservationKey: 'r1', sides: new Map([['split', true]]) })
  const later = statement({ name: 'ROE', reservationKey: 'r1' })
  expect(partition([list, push, later])).toEqual([list.id, `${push.id} ${later.id}`].sort())
})

test('the strongest matching rule is recorded for a joined statement', () => {
  const [a, b] = [statement({ document: 'N1', name: 'ROE' }), statement({ document: 'N1', name: 'ROE' })]
  expect(groupStatements([b, a])[0]?.rules.get(b.id)).toBe('document')
})

test('the groups do not depend on the order of the statements', () => {
  const facts = fc.record({
    messageId: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
    pointer: fc.constantFrom('/people/0', '/people/1', '/people/2'),
    source: fc.constantFrom('PAXLST' as const, 'PNRGOV' as const, 'check-in' as const),
    document: fc.option(fc.constantFrom('N1', 'N1/NLD', 'N1/BEL', 'N2', 'N3/NLD'), { nil: undefined }),
    name: fc.option(fc.constantFrom('ROE', 'AUNE', 'VORK'), { nil: undefined }),
    birth: fc.option(fc.constantFrom(['1', '2'], ['2', '1'], ['3']), { nil: undefined }),
    reference: fc.option(fc.constantFrom('R1', 'R2'), { nil: undefined }),
    reservation: fc.constantFrom('r1', 'r2', null),
    sides: fc.array(fc.tuple(fc.constantFrom('split1', 'split2'), fc.boolean()), { maxLength: 2 }),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(facts, { maxLength: 14, selector: (f) => `${f.messageId}${f.pointer}${f.source}` }),
      fc.func(fc.integer()),
      (set, by) => {
        const statements = set.map(({ reference, reservation, document, name, birth, sides, ...rest }) =>
          statement({
            ...rest,
            sides: new Map(sides),
            reservationKey: reservation,
            ...(document === undefined ? {} : { document }),
            ...(name === undefined ? {} : { name }),
            ...(birth === undefined ? {} : { birth }),
            position: rest.messageId,
            preparedAt: rest.messageId === 'm1' ? 1 : 2,
            reference_key: reference === undefined ? null : key(reference),
          }),
        )
        const shuffled = [...statements].sort((a, b) => by(a.id) - by(b.id))
        expect(partition(shuffled)).toEqual(partition(statements))
        for (const { members } of groupStatements(statements)) {
          for (const split of ['split1', 'split2']) {
            const sides = members.flatMap((member) => member.sides.get(split) ?? [])
            expect(new Set(sides).size).toBeLessThanOrEqual(1)
          }
        }
      },
    ),
    { numRuns: 500 },
  )
})

test('a date in part agrees with every date of its year, and contradicts another year', () => {
  const whole = (id: string, ofYear: string) =>
    statement({ id, document: 'D1', birth_keys: [key(id), ...(ofYear === '' ? [] : [year(ofYear)])] })
  const part = (ofYear: string) => statement({ id: 'part', document: 'D1', birth_keys: [year(ofYear)] })
  expect(groupStatements([whole('a', '1990'), part('1990')])).toHaveLength(1)
  expect(groupStatements([whole('a', '1990'), part('1991')])).toHaveLength(2)
  expect(groupStatements([part('1990'), { ...part('1990'), id: 'other', messageId: 'other' }])).toHaveLength(1)
  // The dates of older releases have no year.
  expect(groupStatements([whole('a', ''), part('1991')])).toHaveLength(1)
  // Two whole dates of one year are two dates.
  expect(groupStatements([whole('a', '1990'), whole('b', '1990')])).toHaveLength(2)
})
