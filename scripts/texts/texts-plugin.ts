import { createHash } from 'node:crypto'
import { sep } from 'node:path'
import type { Plugin } from 'vite'
import { placesOf } from '../../packages/contracts/src/texts/text-faults.ts'
import { bundleTexts, languageStates } from './bundle-texts.ts'
import { parse, readCatalogues, translations } from './read-catalogues.ts'

/**
 * Writes the texts of the desk as one JSON file for each language and group, so that a reader loads one language and no
 * English text twice. The code contains only the addresses of these files. `texts.json` states the arguments of each
 * text, so that the node can check the texts of a member.
 */
export function textsOfLanguages(): Plugin {
  const files = new Map<string, string>()
  let addresses = ''
  const write = (): void => {
    const catalogues = readCatalogues()
    files.clear()
    const ofLanguages = Object.fromEntries(
      ['en' as const, ...translations].map((language) => [
        language,
        Object.fromEntries(
          [...new Set(catalogues.map(({ group }) => group))].map((group) => {
            const bundle = bundleTexts(
              catalogues.filter((each) => each.group === group),
              language,
            )
            const content = JSON.stringify(bundle)
            const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8)
            const file = `assets/texts-${language}-${group}-${hash}.json`
            files.set(file, content)
            return [group, `/${file}`]
          }),
        ),
      ]),
    )
    const states = languageStates(catalogues)
    addresses = `export const textFiles = ${JSON.stringify(ofLanguages)}\nexport const languageStates = ${JSON.stringify(states)}\n`
    const places = catalogues.flatMap(({ english }) =>
      Object.entries(english).map(([key, text]) => [key, placesOf(parse(text, 'en'))] as const),
    )
    files.set('texts.json', JSON.stringify(Object.fromEntries(places)))
  }
  return {
    name: 'texts-of-languages',
    enforce: 'pre',
    buildStart: write,
    load(id) {
      const path = id.split(sep).join('/')
      if (path.endsWith('/desk/src/texts/text-files.ts')) return addresses
      if (path.endsWith('/desk/src/texts/en/index.ts')) return 'export const english = {}\n'
      // The shape of a JSON module: the plugin of Vite for JSON turns it into code.
      return /\/desk\/src\/gateways\/[\w-]+\/texts\/(?:pages\/)?en\.json$/.test(path) ? '{}' : null
    },
    generateBundle() {
      for (const [fileName, source] of files) this.emitFile({ type: 'asset', fileName, source })
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const content = files.get((request.url ?? '').slice(1))
        if (content === undefined) return next()
        response.setHeader('content-type', 'application/json')
        response.end(content)
      })
    },
  }
}
