import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ProblemTitles } from './problem-card.tsx'
import { ProblemError } from './problem-error.ts'
import { ReadState } from './read-state.tsx'

const shown = (problem: object): string => {
  const shared = { type: 'about:blank', title: 'Refused', status: 422, detail: '', requestId: '', at: null }
  const error = new ProblemError({ ...shared, ...problem } as unknown as ConstructorParameters<typeof ProblemError>[0])
  return renderToStaticMarkup(
    <MantineProvider>
      <ProblemTitles value={(code) => (code === 'parcel-closed' ? 'The parcel is closed' : undefined)}>
        <ReadState read={{ error, isPending: false, refetch: () => undefined }} rows={3} />
      </ProblemTitles>
    </MantineProvider>,
  )
}

test('a page whose address has no valid id says that nothing is there', () => {
  const fault = (at: string) => ({ code: 'body-invalid', errors: [{ code: 'invalid_format', at, message: 'Invalid' }] })
  expect(shown(fault('/id'))).toContain('There is nothing at this address.')
  expect(shown(fault('/id'))).not.toContain('<button')
  expect(shown(fault('/limit'))).not.toContain('There is nothing at this address.')
})

test('an error of a gateway has the title of the gateway', () => {
  expect(shown({ code: 'parcel-closed' })).toContain('The parcel is closed')
  expect(shown({ code: 'other-error' })).toContain('Refused')
})
