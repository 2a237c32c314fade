import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import { z } from 'zod'
import type { MessagePart } from '../../packages/contracts/src/texts/text-faults.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The languages into which English is translated. */
export const translations = ['ar', 'zh', 'fr', 'ru', 'es'] as const
export type Translation = (typeof translations)[number]

/**
 * The catalogues that the desk loads together. `first`: before the sign-in and for the frame of every page. `work`: for
 * the queue and the cases. `public`: for the pages that anybody opens. Every other catalogue of the desk belongs to `more`. The texts of each gateway are a group
 * with the name of the gateway, and those that only its own pages and cases need, in `texts/pages/`, are the group
 * `<kind>-pages`. tests/desk-texts.test.ts checks that each page has the groups that it needs.
 */
const groups: Record<string, readonly string[]> = {
  first: ['shell', 'sign-in', 'purpose', 'role', 'page-parts', 'problems', 'clauses', 'people', 'admin'],
  public: ['ask'],
  work: ['case', 'decision', 'evidence', 'reasons', 'queue', 'print', 'two-people', 'rematches', 'history'],
}

export interface Catalogue {
  /** The first part of the keys: the name of the file, or the kind of a gateway. */
  name: string
  group: string
  english: Record<string, string>
  /** Returns the path of the file of a language, from the root of the repository. */
  fileOf: (language: string) => string
}

const desk = 'packages/desk/src'
const shared = 'packages/contracts/src/texts'

/** Reads all catalogues: those of the desk, of the sentences that node, paper and letters share, and of each gateway. */
export function readCatalogues(): Catalogue[] {
  const ofDesk = readdirSync(join(root, desk, 'texts/en'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => catalogue(file.replace('.json', ''), (language) => `${desk}/texts/${language}/${file}`))
  const ofGateways = folders(`${desk}/gateways`).flatMap((kind) => {
    const texts = `${desk}/gateways/${kind}/texts`
    const own = catalogue(kind, (language) => `${texts}/${language}.json`, kind)
    if (!existsSync(join(root, texts, 'pages'))) return [own]
    return [own, catalogue(kind, (language) => `${texts}/pages/${language}.json`, `${kind}-pages`)]
  })
  const ofNode = folders(shared).map((name) => catalogue(name, (language) => `${shared}/${name}/${language}.json`))
  return [...ofDesk, ...ofNode, ...ofGateways]
}

const folders = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

function catalogue(name: string, fileOf: Catalogue['fileOf'], group?: string): Catalogue {
  const ofDesk = Object.keys(groups).find((each) => groups[each]?.includes(name)) ?? 'more'
  return { name, group: group ?? ofDesk, english: readJson(fileOf('en')) as Record<string, string>, fileOf }
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

/** A translated text, with the English text that it translates. `confirmed`: a named person read it in the desk and agreed. */
const TranslatedText = z.strictObject({
  /** Empty: not translated yet. */
  text: z.string(),
  english: z.string(),
  confirmed: z.strictObject({ by: z.string().min(1), on: z.iso.date() }).optional(),
})
const TranslatedFile = z.strictObject({
  /** True until a named person confirmed every text of the file. */
  draft: z.boolean(),
  texts: z.record(z.string(), TranslatedText),
})
export type TranslatedFile = z.infer<typeof TranslatedFile>

/** Reads the file of a language; null if there is none. Throws if it has another shape. */
export function readTranslation(catalogue: Catalogue, language: Translation): TranslatedFile | null {
  const path = catalogue.fileOf(language)
  if (!existsSync(join(root, path))) return null
  const read = TranslatedFile.safeParse(readJson(path))
  if (read.success) return read.data
  throw new Error(
    `${path}: ${read.error.issues.map((issue) => `${issue.path.join(' ')}: ${issue.message}`).join('; ')}`,
  )
}

/** Parses an ICU message. */
export const parse = (text: string, language: string): MessagePart[] =>
  new IntlMessageFormat(text, language).getAst() as MessagePart[]
