import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin, UserConfig } from 'vite'
import { textsOfLanguages } from '../../scripts/texts/texts-plugin.ts'
import { finishBuild } from './finish-build.ts'
import { leaveOutFormats, leaveOutParts, leftOut } from './leave-out-parts.ts'

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

/** Adds the styles of a Mantine component to its script, so that a page loads those of the components that it uses. */
const stylesOfComponents: Plugin = {
  name: 'styles-of-components',
  enforce: 'pre',
  transform(code, id) {
    const [, core, name] = /^(.*\/@mantine\/core\/)esm\/.*\/([A-Z]\w+)\.mjs$/.exec(id) ?? []
    if (core === undefined || leftOut(id) !== null || !existsSync(`${core}styles/${name}.layer.css`)) return null
    return { code: `import '@mantine/core/styles/${name}.layer.css';${code}`, map: null }
  },
}

/** Mantine's palette, of which the desk uses the greys only: theme.ts has the colours of the desk. */
const onlyUsedColours: Plugin = {
  name: 'only-used-colours',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/default-css-variables.layer.css')) return null
    const unused = 'red|pink|grape|violet|indigo|cyan|teal|green|lime|yellow|orange'
    return code.replaceAll(new RegExp(`--mantine-color-(?:${unused})-[\\w-]+:[^;}]*;`, 'g'), '')
  },
}

/** Loads every part of the desk by `loadPart`, which tries again after a lost connection, in place of Vite's helper, which gives up. */
const partsThatLast: Plugin = {
  name: 'parts-that-last',
  enforce: 'pre',
  apply: 'build',
  load(id) {
    if (id !== '\0vite/preload-helper.js') return null
    return `export { loadPart as __vitePreload } from ${JSON.stringify(join(import.meta.dirname, 'src/app/load-part.ts'))}`
  },
}

/** Compresses and lists the built files. */
const finished: Plugin = {
  name: 'finished',
  apply: 'build',
  enforce: 'post',
  writeBundle({ dir }) {
    // Vite copies the public folder before it writes the bundle.
    if (dir !== undefined) finishBuild(dir)
  },
}

/** Small parts that several pages share, but none that a person opens first. */
const ofLaterPages = [
  'terms-fields|sign-in-form|exchange-frame|use-people',
  'align|agreement-band|clusters|country-name|evidence-list',
  'charts/|day|fact-list|fault-summary|file-drop|form-|lines|masked|object-head|save-file|secret-dialog|use-submission',
].join('|')

/**
 * The first load has few files: libraries that every page needs, components that many pages need, and small parts that several pages share.
 */
const groups = [
  {
    name: 'libraries',
    // The short lists of terms would be a request of their own.
    test: /contracts\/src\/terms\/lists|rolldown\/runtime|node_modules\/(react|react-dom|scheduler|@tanstack|@formatjs|intl-messageformat)\//,
    priority: 4,
  },
  { name: 'components', test: /node_modules\/(@mantine|@floating-ui|react-)/, minShareCount: 20, priority: 3 },
  {
    name: 'parts',
    test: new RegExp(`desk/src/(app|parts|texts|evidence)/(?!${ofLaterPages})`),
    minShareCount: 4,
    maxModuleSize: 4_000,
    priority: 2,
  },
]

/** Styles of narrow windows are a file of their own, `x-narrow.module.css`. Their classes have the names of those in `x.module.css`. */
function className(name: string, file: string): string {
  const styles = relative(import.meta.dirname, file.replace(/\?.*/, '')).replace('-narrow.module.', '.module.')
  return `${name}-${createHash('sha256').update(styles).digest('base64url').slice(0, 5)}`
}

/**
 * The first pages load their parts together with themselves. The others name only their styles in the entry file, because
 * the names of all their parts would be a tenth of it; their scripts are asked for by the page that needs them.
 */
const firstPages = /(sign-in|queue|content|signals|oversight-cases|accounts)-page/

export default {
  base: '/',
  css: { modules: { generateScopedName: className } },
  plugins: [
    partsThatLast,
    leaveOutParts,
    leaveOutFormats,
    stylesOfComponents,
    onlyUsedColours,
    listOfGateways,
    textsOfLanguages(),
    neededFonts,
    pureContracts,
    react(),
    finished,
  ],
  resolve: { conditions: ['entente-source', 'module', 'browser', 'development|production'] },
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/audit'].map((path) => [path, process.env.ENTENTE_URL ?? 'http://127.0.0.1:8400']),
    ),
  },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The node serves a strict content security policy: nothing inline, fonts only from itself.
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file, parts) =>
        firstPages.test(file) ? parts : parts.filter((part) => part.endsWith('.css')),
    },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
} satisfies UserConfig
