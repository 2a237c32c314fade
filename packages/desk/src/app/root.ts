import { createRootRoute, createRoute } from '@tanstack/react-router'
import { NotFound } from './not-found.tsx'
import { Shell } from './shell.tsx'

export const root = createRootRoute({ notFoundComponent: NotFound })
/** Whatever stands beside the navigation. */
export const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })
