import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { useGo } from './go.ts'

interface Props extends Omit<ComponentProps<'a'>, 'href'> {
  to: string
  children: ReactNode
}

/** Links to a page of the desk. Opening it in a new tab or window works as with any link. */
export function GoLink({ to, children, onClick, ...rest }: Props) {
  const go = useGo()
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    event.preventDefault()
    go(to)
  }
  return (
    <a {...rest} href={to} onClick={follow}>
      {children}
    </a>
  )
}
