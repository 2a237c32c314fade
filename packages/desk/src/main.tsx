import './app/no-eval.ts'
import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/global.layer.css'
import './app/fonts.ts'
import './app/tokens.css'
import './app/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { codeText, GatewaysProvider, useGateways } from './app/gateway.ts'
import { loadPart } from './app/load-part.ts'
import { homeOf } from './app/navigation.ts'
import { paths } from './app/paths.ts'
import { queryClient } from './app/query.ts'
import { InLanguage, prepareLanguage } from './app/reading-language.tsx'
import { Scheme } from './app/scheme.tsx'
import { useMeQuery } from './app/session.ts'
import { openPurposes } from './app/top-bar.tsx'
import { gateways } from './gateways/index.ts'
import { ProblemTitles } from './parts/problem-card.tsx'
import { WaysOut } from './parts/refused-clauses.tsx'
import { routerOf } from './routes/index.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
// The first view stands until a page has its own title, so that there are never two.
const firstView = new MutationObserver(() => {
  if (place.querySelector('h1') === null) return
  document.getElementById('first-view')?.remove()
  firstView.disconnect()
})
firstView.observe(place, { childList: true, subtree: true })
const narrow = matchMedia('(width < 1100px)')
const loadNarrow = (): Promise<unknown> => loadPart(() => import('./routes/narrow-styles.ts'))
/** Loads the styles of narrow windows before the first page of such a window, or when a window becomes narrow. */
async function prepareWindow(): Promise<void> {
  if (narrow.matches) await loadNarrow()
  else narrow.addEventListener('change', () => void loadNarrow(), { once: true })
}
// Without an await at the top level: the build would then run shared code before `no-eval.ts`.
void Promise.all([loadPart(prepareLanguage), prepareWindow()]).then(() => {
  const router = routerOf(gateways)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Scheme>
          <GatewaysProvider value={gateways}>
            <InLanguage>
              <DeskWaysOut>
                <ProblemTitles value={titleOf}>
                  <RouterProvider router={router} />
                </ProblemTitles>
              </DeskWaysOut>
            </InLanguage>
          </GatewaysProvider>
        </Scheme>
      </QueryClientProvider>
    </StrictMode>,
  )
})

const titleOf = (code: string): string | undefined => codeText(gateways, `problem-titles.${code}`)

/** Offers next steps to a person without access: their first page, and another purpose if their role has several. */
function DeskWaysOut({ children }: { children: ReactNode }) {
  const { data: me } = useMeQuery()
  const gateways = useGateways()
  const home = me ? homeOf(me, gateways) : paths.queue()
  return (
    <WaysOut
      value={{
        home,
        homeIsQueue: home === paths.queue(),
        changePurpose: (me?.purposes.length ?? 0) > 0 ? openPurposes : null,
      }}
    >
      {children}
    </WaysOut>
  )
}
