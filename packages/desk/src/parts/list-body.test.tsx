import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ListBody } from './list-body.tsx'

const read = { data: {}, isPending: false, error: null, refetch: async () => undefined }
const shown = (rows: readonly unknown[], isEmpty?: boolean): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <ListBody
        read={read}
        rows={rows}
        awaited={3}
        empty={{ title: 'Nothing waits for you' }}
        {...(isEmpty !== undefined && { isEmpty })}
      >
        the rows
      </ListBody>
    </MantineProvider>,
  )

test('a list without rows says that it is empty', () => {
  expect(shown([])).toContain('Nothing waits for you')
  expect(shown([1])).not.toContain('Nothing waits for you')
})

test('a list is not empty while new rows wait to be shown', () => {
  expect(shown([], false)).not.toContain('Nothing waits for you')
})
