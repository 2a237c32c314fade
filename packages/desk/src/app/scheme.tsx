import {
  DirectionProvider,
  type MantineColorScheme,
  type MantineColorSchemeManager,
  MantineProvider,
  useMantineColorScheme,
} from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { directionOf } from '../texts/language.ts'
import { useReading } from './reading-language.tsx'
import { useMeQuery } from './session.ts'
import { adoptVariables, theme } from './theme.ts'

/** The chosen colour scheme is a preference on the node; the browser stores nothing. */
const inMemory = (): MantineColorSchemeManager => {
  let scheme: MantineColorScheme | null = null
  return {
    get: (otherwise) => scheme ?? otherwise,
    set: (next) => {
      scheme = next
    },
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => {
      scheme = null
    },
  }
}
const manager = inMemory()
adoptVariables()

/** Provides the theme, the text direction, and the colour scheme that the person or the system chose. */
export function Scheme({ children }: { children: ReactNode }) {
  const direction = directionOf(useReading().language)
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={theme}
        withCssVariables={false}
        withGlobalClasses={false}
        colorSchemeManager={manager}
        defaultColorScheme="auto"
      >
        <Preferred />
        {children}
      </MantineProvider>
    </DirectionProvider>
  )
}

function Preferred() {
  const scheme = useMeQuery().data?.preferences.scheme ?? 'auto'
  // Mantine would stop transitions for the change by an element `style`.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme])
  return null
}
