import react from '@vitejs/plugin-react'
import type { Plugin, UserConfig } from 'vite'

/** Browsers that run this page read woff2; the woff copies would double what the node carries. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('@fontsource') || !id.endsWith('.css')) return null
    return code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '')
  },
}

export default {
  base: '/',
  plugins: [onlyWoff2, react()],
  resolve: { conditions: ['entente-source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/v1': process.env.ENTENTE_URL ?? 'http://127.0.0.1:8400' } },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The node serves a strict content security policy: nothing inline, fonts only from itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { treeshake: { moduleSideEffects: (id: string) => !id.includes('/contracts/src/') } },
  },
} satisfies UserConfig
