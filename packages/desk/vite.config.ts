import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin, UserConfig } from 'vite'
import { textsOfLanguages } from '../../scripts/texts/texts-plugin.ts'

/**
 * Browsers that run this page read woff2; the woff copies would double what the node carries. The fonts of further scripts
 * also have Latin, Greek and Cyrillic letters, which the page shows in IBM Plex Sans and IBM Plex Mono.
 */
const neededFonts: Plugin = {
  name: 'needed-fonts',
  enforce: 'pre',
  transform(code, id) {
    const [, font] = /@fontsource\/([\w-]+)\/[\w-]+\.css$/.exec(id) ?? []
    if (font === undefined) return null
    const woff2 = code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '')
    if (font === 'ibm-plex-sans' || font === 'ibm-plex-mono') return woff2
    const doubled = /-(latin|latin-ext|vietnamese|cyrillic|cyrillic-ext|greek|greek-ext|math|symbols)-\d+-normal\.woff2/
    return woff2.replace(/@font-face\s*\{[^}]*\}/g, (face) => (doubled.test(face) ? '' : face))
  },
}

/** The vocabulary is declarations only: what a page does not use of it is left out of its bundle. */
const pureContracts: Plugin = {
  name: 'pure-contracts',
  transform(code, id) {
    return /\/contracts\/src\/.*\.ts$/.test(id) ? { code, map: null, moduleSideEffects: false } : null
  },
}

/** Builds the desk with another list of gateways: that of the file which ENTENTE_DESK_GATEWAYS names, in place of `src/gateways/index.ts`. */
const listOfGateways: Plugin = {
  name: 'list-of-gateways',
  enforce: 'pre',
  resolveId(source, importer) {
    const other = process.env.ENTENTE_DESK_GATEWAYS
    return other !== undefined && source === './gateways/index.ts' && importer?.endsWith('/src/main.tsx')
      ? resolve(other)
      : null
  },
}

export default {
  base: '/',
  plugins: [listOfGateways, textsOfLanguages(), neededFonts, pureContracts, react()],
  resolve: { conditions: ['entente-source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/v1': process.env.ENTENTE_URL ?? 'http://127.0.0.1:8400' } },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The node serves a strict content security policy: nothing inline, fonts only from itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
} satisfies UserConfig
