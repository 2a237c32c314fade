// Writes docs/errors.md from the table of errors: npm run errors. A test checks that the page is current.
import { writeFileSync } from 'node:fs'
import { errorCatalogue } from '../packages/node/src/docs/error-catalogue.ts'

writeFileSync(new URL('../docs/errors.md', import.meta.url), errorCatalogue())
