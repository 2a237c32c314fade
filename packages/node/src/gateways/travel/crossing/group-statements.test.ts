import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupStatements } from './group-statements.ts'
import type { StatementFacts } from './statement-facts.ts'

const key = (text: string) => Buffer.from(text.padEnd(16, '.'))
let counter = 0
function statement(
  facts: Partial<StatementFacts> & { document?: string; birth?: string[]; name?: string },
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
    document_keys: document === undefined ? [] : [Buffer.concat(document.split('/').map(key))],
    reference_key: null,
    locator_name_key: name === undefined ? null : key(name),
    name_birth_key: null,
    birth_keys: (birth ?? []).map(key),
    ...rest,
  }
}
const partition = (statements: StatementFacts[]) =>
  groupStatements(statements)
    .map(({ members }) =>
      members
        .map(({ id }) => id)
        .sort()
        .join(' '),
    )
    .sort()

test('one document number is one traveller, unless another issuer is stated', () => {
  const [a, b, c] = [
    statement({ document: 'N1/NLD' }),
    statement({ document: 'N1' }),
    statement({ document: 'N1/BEL' }),
  ]
  expect(partition([a, b])).toEqual([`${a.id} ${b.id}`])
  expect(partition([a, c])).toHaveLength(2)
})

test('birth dates that differ by more than day and month swapped never merge, whatever else agrees', () => {
  const a = statement({ document: 'N1', name: 'ROE', birth: ['1980-03-04', '1980-04-03'] })
  const swapped = statement({ document: 'N1', birth: ['1980-04-03', '1980-03-04'] })
  const other = statement({ document: 'N1', name: 'ROE', birth: ['1981-03-04', '1981-04-03'] })
  expect(partition([a, swapped])).toHaveLength(1)
  expect(partition([a, other])).toHaveLength(2)
  // A statement without birth date does not bridge two that contradict each other.
  const silent = statement({ document: 'N1' })
  expect(groupStatements([a, silent, other])).toHaveLength(2)
})

test('two people of one message with one name and locator stay two, and keep being two in the next push', () => {
  const people = (messageId: string, at: number) =>
    ['0', '1'].map((place) =>
      statement({ messageId, preparedAt: at, position: messageId, pointer: `/people/${place}`, name: 'ROE' }),
    )
  const [first, second] = [people('m-a', 1), people('m-b', 2)]
  expect(groupStatements([...first, ...second]).map(({ members }) => members.length)).toEqual([2, 2])
})

test('statements under another law are never merged', () => {
  expect(
    groupStatements([statement({ document: 'N1' }), statement({ document: 'N1', realm: 'eu-api-border' })]),
  ).toHaveLength(2)
})

test('the rule by which a statement joined is the strongest that held', () => {
  const [a, b] = [statement({ document: 'N1', name: 'ROE' }), statement({ document: 'N1', name: 'ROE' })]
  expect(groupStatements([b, a])[0]?.rules.get(b.id)).toBe('document')
})

test('the groups depend on which statements there are, not on the order in which they came', () => {
  const facts = fc.record({
    messageId: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
    pointer: fc.constantFrom('/people/0', '/people/1', '/people/2'),
    source: fc.constantFrom('PAXLST' as const, 'PNRGOV' as const, 'check-in' as const),
    document: fc.option(fc.constantFrom('N1', 'N1/NLD', 'N1/BEL', 'N2', 'N3/NLD'), { nil: undefined }),
    name: fc.option(fc.constantFrom('ROE', 'AUNE', 'VORK'), { nil: undefined }),
    birth: fc.option(fc.constantFrom(['1', '2'], ['2', '1'], ['3']), { nil: undefined }),
    reference: fc.option(fc.constantFrom('R1', 'R2'), { nil: undefined }),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(facts, { maxLength: 14, selector: (f) => `${f.messageId}${f.pointer}${f.source}` }),
      fc.func(fc.integer()),
      (set, by) => {
        const statements = set.map(({ reference, document, name, birth, ...rest }) =>
          statement({
            ...rest,
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
      },
    ),
    { numRuns: 500 },
  )
})
