// Each font is split by unicode-range, so that a page loads only the scripts that it shows.
import '@fontsource/ibm-plex-sans/400.css'
import '@fontsource/ibm-plex-sans/500.css'
import '@fontsource/ibm-plex-sans/600.css'
import '@fontsource/ibm-plex-mono/400.css'
import '@fontsource/ibm-plex-mono/500.css'
import { inBackground } from './load-part.ts'

/**
 * Loads the list of the fonts for all further scripts: the rules of the Han fonts alone have 320 pieces and are larger
 * than the rest of the styles. The pieces themselves are loaded where a page shows their characters.
 */
export function loadFurtherFonts(at: 'now' | 'idle'): void {
  const load = (): void => {
    // Without these fonts the page works with those of the computer. The next page tries again.
    inBackground(() => import('./further-fonts.ts')).catch(() => undefined)
  }
  if (at === 'now' || !('requestIdleCallback' in window)) load()
  else requestIdleCallback(load)
}
