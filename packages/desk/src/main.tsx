import './app/no-eval.ts'
import '@mantine/core/styles.layer.css'
import './app/fonts.ts'
import './app/tokens.css'
import './app/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { GatewaysProvider } from './app/gateway.ts'
import { queryClient } from './app/query.ts'
import { Scheme } from './app/scheme.tsx'
import { DeskWaysOut } from './app/ways-out.tsx'
import { gateways } from './gateways/index.ts'
import { routerOf } from './routes/index.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
const router = routerOf(gateways)
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Scheme>
        <GatewaysProvider value={gateways}>
          <DeskWaysOut>
            <RouterProvider router={router} />
          </DeskWaysOut>
        </GatewaysProvider>
      </Scheme>
    </QueryClientProvider>
  </StrictMode>,
)
