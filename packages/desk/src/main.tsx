import './app/no-eval.ts'
import '@mantine/core/styles.layer.css'
import './app/fonts.ts'
import './app/tokens.css'
import './app/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './app/query.ts'
import { Scheme } from './app/scheme.tsx'
import { DeskWaysOut } from './app/ways-out.tsx'
import { router } from './routes/index.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Scheme>
        <DeskWaysOut>
          <RouterProvider router={router} />
        </DeskWaysOut>
      </Scheme>
    </QueryClientProvider>
  </StrictMode>,
)
