import type { ReactNode } from 'react'

/** The value of an argument that is inserted as it is. */
export type Word = string | number
/** The value of a `select`. Null and undefined choose the branch `none`, a boolean the branch `true` or `false`. */
export type Choice = string | number | boolean | null | undefined
/** Renders the content of a tag: `<strong>…</strong>`. */
export type Tag = (inside: ReactNode) => ReactNode
/** A text without arguments. */
export type None = Readonly<Record<never, never>>
