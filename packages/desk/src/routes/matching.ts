import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shell } from '../app/root.tsx'

const matchingTry = createRoute({
  getParentRoute: () => shell,
  path: '/matching/try',
  component: lazyRouteComponent(() => import('../pages/matching/try-page.tsx'), 'TryPage'),
})
const matchingCompare = createRoute({
  getParentRoute: () => shell,
  path: '/matching/try/compare',
  component: lazyRouteComponent(() => import('../pages/matching/compare-page.tsx'), 'ComparePage'),
})
const threshold = createRoute({
  getParentRoute: () => shell,
  path: '/matching/threshold',
  component: lazyRouteComponent(() => import('../pages/matching/threshold-page.tsx'), 'ThresholdPage'),
})
const thresholdRates = createRoute({
  getParentRoute: () => shell,
  path: '/matching/threshold/rates',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/matching/rates-page.tsx'), 'RatesPage'),
})

/** The routes for comparing names, and for the threshold. */
export const matchingRoutes = [matchingTry, matchingCompare, threshold, thresholdRates] as const
