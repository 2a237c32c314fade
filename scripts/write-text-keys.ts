// Writes the keys of the English texts with their arguments: `npm run texts`. `npm run texts -- check` fails if a file is out of date.
// `npm run texts -- add <language> [<catalogue>…]` adds the texts that a language lacks, with an empty translation.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { languageStates } from './texts/bundle-texts.ts'
import { readCatalogues, readTranslation, root, type TranslatedFile, translations } from './texts/read-catalogues.ts'
import { keyFiles } from './texts/write-keys.ts'

const [command, ...rest] = process.argv.slice(2)
const catalogues = readCatalogues()

if (command === 'add') {
  const language = translations.find((each) => each === rest[0])
  if (language === undefined) throw new Error(`name one of ${translations.join(', ')}`)
  for (const catalogue of catalogues.filter(({ name }) => rest.length === 1 || rest.includes(name))) {
    const known = readTranslation(catalogue, language)?.texts ?? {}
    const texts: TranslatedFile['texts'] = Object.fromEntries(
      Object.entries(catalogue.english).map(([key, english]) => {
        const own = known[key]
        return [key, own?.english === english ? own : { text: '', english }]
      }),
    )
    const path = join(root, catalogue.fileOf(language))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${JSON.stringify({ draft: true, texts }, null, 2)}\n`)
  }
} else {
  for (const [path, content] of keyFiles(catalogues)) {
    const file = join(root, path)
    const isFresh = existsSync(file) && readFileSync(file, 'utf8') === content
    if (command === 'check' && !isFresh) {
      process.stderr.write(`${path} is out of date: run npm run texts\n`)
      process.exitCode = 1
    }
    if (command !== 'check' && !isFresh) writeFileSync(file, content)
  }
  for (const [language, { texts, missing, draft }] of Object.entries(languageStates(catalogues)))
    process.stdout.write(`${language}: ${texts - missing} of ${texts} texts${draft ? ', draft' : ''}\n`)
}
