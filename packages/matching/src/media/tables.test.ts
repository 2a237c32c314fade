import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('every table names its source', () => {
  const folder = join(import.meta.dirname, 'tables')
  for (const file of readdirSync(folder))
    expect(readFileSync(join(folder, file), 'utf8').slice(0, 600), file).toContain('Source:')
})
