import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { defineDeskGateway, GatewaysProvider } from './gateway.ts'
import { inOwnLanguage, SentenceOfNode } from './sentence-of-node.tsx'

const parcels = defineDeskGateway({
  kind: 'parcels',
  findText: (key, values = {}) => (key === 'parcels.late' ? `Late by ${values.days} days` : undefined),
})

test('a sentence is translated if the desk or a gateway knows its key', () => {
  const known = { key: 'parcels.late', values: { days: 3 }, text: 'It is late.' }
  expect(inOwnLanguage(known, [parcels])).toBe('Late by 3 days')
  expect(inOwnLanguage({ key: 'find.all', values: {}, text: 'Everything' }, [])).toBe('All')
})

test('a sentence stays English if its key is unknown or a value is missing', () => {
  const unknown = { key: 'parcels.lost', values: {}, text: 'It is lost.' }
  const without = { key: 'find.count', values: {}, text: 'Three found' }
  for (const sentence of [unknown, without, 'Written before keys were sent.']) {
    const shown = renderToStaticMarkup(
      <GatewaysProvider value={[parcels]}>
        <SentenceOfNode sentence={sentence} />
      </GatewaysProvider>,
    )
    expect(shown).toBe(`<span lang="en">${typeof sentence === 'string' ? sentence : sentence.text}</span>`)
  }
})
