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
import { router } from './app/routes.ts'
import { Scheme } from './app/scheme.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Scheme>
        <RouterProvider router={router} />
      </Scheme>
    </QueryClientProvider>
  </StrictMode>,
)
