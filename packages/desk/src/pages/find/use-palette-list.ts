import { isTooShort, looksLike } from '@entente/contracts'
import { useMemo, useState } from 'react'
import { useConnection } from '../../app/events.ts'
import { codeText, useGateways } from '../../app/gateway.ts'
import { mayFind } from '../../app/navigation.ts'
import { closePalette } from '../../app/palette-opener.tsx'
import { useMe, useZone } from '../../app/session.ts'
import { type Stretch, stretchesOf, typedWords } from '../../parts/fit-parts.ts'
import { useGo } from '../../parts/go.ts'
import type { IconName, IconShape } from '../../parts/icon.tsx'
import { anyOf } from '../../texts/lists.ts'
import { text } from '../../texts/text.ts'
import { useFindTypes } from './find-types.ts'
import { foundGroups } from './found-items.ts'
import { groupItems } from './group-items.ts'
import type { PaletteItem } from './palette-actions.ts'
import type { PaletteForm } from './palette-forms.ts'
import type { PaletteRow } from './palette-row.tsx'
import type { useFound } from './use-found.ts'
import { useMemory } from './use-memory.ts'

interface Asked {
  ids: string
  words: string
  type: string | null
  form: PaletteForm | null
  search: ReturnType<typeof useFound>
  onForm: (form: PaletteForm) => void
}
interface PaletteSection {
  id: string
  title: string | null
  note?: string | undefined
  rows: readonly PaletteRow[]
  /** A sentence below the rows. */
  further?: string | undefined
}
interface PaletteList {
  sections: readonly PaletteSection[]
  rows: readonly PaletteRow[]
  /** The row that Enter chooses before another is pointed at. */
  first: string | undefined
  status: string
  empty: { title: string; next: string } | null
  error: Error | null
  busy: boolean
  maySearch: boolean
}

const closeThen = (act: () => void): void => {
  closePalette()
  act()
}
const never: PaletteRow['marks'] = () => []

/** Returns the rows of the palette: the choices of a form, the results of a search, or what the tab holds with the row that searches. */
export function usePaletteList({ ids, words, type, form, search, onForm }: Asked): PaletteList {
  const me = useMe()
  const sections = useSections({ ids, words, type, form, search, onForm })
  const searchRow = useSearchRow({ ids, words, type, search })
  const chosen = useChosen()
  const typed = useMemo(() => typedWords(words), [words])
  const nothing = {
    title: text('find.nothing', {
      words: search.found?.words ?? words,
      purpose: me.purpose && text(`purpose.${me.purpose}`),
    }),
    next: text('find.nothingNext'),
  }
  if (form !== null) {
    const rows = form.choices
      .filter(({ label, detail = '' }) => typed.every((word) => stretchesOf([word], `${label} ${detail}`).length > 0))
      .map(
        (choice): PaletteRow => ({
          id: `${ids}-${choice.id}`,
          icon: 'next',
          label: choice.label,
          detail: choice.detail,
          lang: choice.lang,
          isCurrent: choice.isCurrent,
          isSentence: choice.lang === undefined,
          marks: never,
          act: () => void chosen.choose(choice.act),
        }),
      )
    const first = rows.find(({ isCurrent }) => isCurrent) ?? rows[0]
    return {
      sections: [{ id: 'form', title: form.title, rows }],
      rows,
      first: first?.id,
      status: text('find.fit', { count: rows.length }),
      empty: null,
      error: chosen.error,
      busy: chosen.busy,
      maySearch: false,
    }
  }
  const all = searchRow === null ? sections : [...sections, { id: 'search', title: null, rows: [searchRow] }]
  const rows = all.flatMap((section) => section.rows)
  const { found, busy, error } = search
  return {
    sections: all,
    rows,
    first: (searchRow ?? rows[0])?.id,
    status: busy
      ? text('find.busy')
      : found
        ? text('find.count', { count: rows.length })
        : text('find.fit', { count: rows.length - (searchRow === null ? 0 : 1) }),
    empty: rows.length === 0 && typed.length > 0 && !busy && !error ? nothing : null,
    error,
    busy,
    maySearch: searchRow !== null || found !== null,
  }
}

/** Runs a choice of a form, and closes the palette if nothing failed. */
function useChosen() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const choose = async (act: () => Promise<unknown>): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await act()
      closePalette()
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)))
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, choose }
}

/** Returns the results of a search by type, or else what the tab holds by source. */
function useSections({ ids, words, type, search, onForm }: Asked): PaletteSection[] {
  const me = useMe()
  const zone = useZone()
  const gateways = useGateways()
  const types = useFindTypes()
  const go = useGo()
  const memory = useMemory()
  const { found } = search
  const typed = useMemo(() => typedWords(words), [words])
  const marks = (shown: string): readonly Stretch[] => stretchesOf(typed, shown)
  const named = (part: 'groups' | 'one', name: string): string => codeText(gateways, `find.${part}.${name}`) ?? name
  const iconOf = (name: string): IconName | IconShape => types.find((each) => each.type === name)?.icon ?? 'log'
  const held = useMemo(() => (found === null ? groupItems(memory, typed, type) : []), [memory, typed, type, found])
  const results = useMemo(
    () => (found === null ? [] : foundGroups(found.answer, gateways, { zone, now: Date.now() })),
    [found, gateways, zone],
  )
  if (found !== null)
    return results.map((group, place) => ({
      id: group.type,
      title: named('groups', group.type),
      further: [
        group.more && text('find.narrow', { count: group.items.length }),
        !found.answer.complete && place === results.length - 1 && text('find.incomplete'),
      ]
        .filter(Boolean)
        .join(' '),
      rows: group.items.map(
        (item, at): PaletteRow => ({
          id: `${ids}-${group.type}-${at}`,
          icon: iconOf(item.type),
          label: item.label,
          other: item.other,
          detail: item.detail,
          facts: item.facts,
          kind: named('one', item.type),
          marks: (_, part) => (part === 'detail' ? [] : item.marks[part]),
          act: () => closeThen(() => go(item.to)),
        }),
      ),
    }))
  const act = (item: PaletteItem): void => {
    if (item.form) onForm(item.form())
    else
      closeThen(() => {
        item.ask?.()
        go(item.opens ?? item.to)
      })
  }
  return held.map(({ source, items }) => ({
    id: source,
    title: text(`find.sources.${source}`),
    note: source === 'held' ? text('find.heldNote') : undefined,
    rows: items.map(
      (item, at): PaletteRow => ({
        id: `${ids}-${source}-${at}`,
        icon: item.icon ?? iconOf(item.type),
        label: item.label,
        other: item.other,
        detail: item.detail,
        facts: item.facts,
        kind: named('one', item.type),
        keys: me.preferences.singleKeys ? item.keys : undefined,
        isSentence: item.type === 'page' || item.type === 'action',
        marks,
        act: () => act(item),
      }),
    ),
  }))
}

/** Returns the row that says what Enter will do: search every record that the person may read. Null where nothing can be searched. */
function useSearchRow({
  ids,
  words,
  type,
  search,
}: Pick<Asked, 'ids' | 'words' | 'type' | 'search'>): PaletteRow | null {
  const me = useMe()
  const gateways = useGateways()
  const isLost = useConnection().state === 'lost'
  const asked = words.trim()
  if (asked === '' || type === 'action' || search.found !== null || !mayFind(me.role)) return null
  const shapes = looksLike(asked)
  const isShort = shapes.includes('too-short')
  const what = shapes.flatMap((shape) => codeText(gateways, `find.looks.${shape}`) ?? [])
  const inType = type === null ? null : (codeText(gateways, `find.groups.${type}`) ?? type)
  return {
    id: `${ids}-search`,
    icon: 'search',
    label: search.busy ? text('find.busy') : text('find.search', { words: asked, type: inType }),
    detail: isLost
      ? text('find.searchLost')
      : isShort
        ? text('find.searchShort')
        : text('find.searchLooks', { what: anyOf(what), part: shapes.includes('part-of-name') }),
    keys: 'Enter',
    isSentence: true,
    marks: never,
    act: () => {
      if (!isLost && !isShort && !search.busy) void search.search(asked, type, !isTooShort(asked))
    },
  }
}
