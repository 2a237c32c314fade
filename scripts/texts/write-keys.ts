import { type PlaceKind, placesOf } from '../../packages/contracts/src/texts/text-faults.ts'
import { type Catalogue, parse } from './read-catalogues.ts'

const typeOf: Record<PlaceKind, string> = { plain: 'Word', number: 'number', choice: 'Choice', tag: 'Tag' }
const isName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name)

/** Returns the generated files with the keys and arguments of the texts: one for the desk, and one for each gateway. */
export function keyFiles(catalogues: readonly Catalogue[]): [path: string, content: string][] {
  const kinds = catalogues.filter(({ name, group }) => name === group).map(({ name }) => name)
  const ofDesk = catalogues.filter(({ name }) => !kinds.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return [
    ['packages/desk/src/texts/keys.ts', write('DeskTexts', './places.ts', ofDesk)],
    ...kinds.map((kind): [string, string] => [
      `packages/desk/src/gateways/${kind}/texts/keys.ts`,
      write(
        'GatewayTexts',
        '../../../texts/places.ts',
        catalogues.filter(({ name }) => name === kind),
      ),
    ]),
  ]
}

function write(name: string, places: string, catalogues: readonly Catalogue[]): string {
  const lines = catalogues.flatMap(({ english }) =>
    Object.entries(english).map(([key, text]) => {
      const named = Object.entries(placesOf(parse(text, 'en')))
      const fields = named.map(([place, { kind }]) => `${isName(place) ? place : `'${place}'`}: ${typeOf[kind]}`)
      return `  ${/^\w+$/.test(key) ? key : `'${key}'`}: ${fields.length === 0 ? 'None' : `{ ${fields.join('; ')} }`}`
    }),
  )
  const used = ['Choice', 'None', 'Tag', 'Word'].filter((type) =>
    lines.some((line) => new RegExp(`\\b${type}\\b`).test(line)),
  )
  return `// Written by \`npm run texts\` from the English texts.
import type { ${used.join(', ')} } from '${places}'

/** The arguments of each text by key. */
export interface ${name} {
${lines.join('\n')}
}
`
}
