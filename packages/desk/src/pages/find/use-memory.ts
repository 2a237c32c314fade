import type { Recents } from '@entente/contracts'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useGateways } from '../../app/gateway.ts'
import { mayFind, mayOpen } from '../../app/navigation.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe, useZone } from '../../app/session.ts'
import { foundItem } from './found-items.ts'
import { type ReadyItem, readyItems, type Source } from './group-items.ts'
import { heldAnswers, heldCases, heldItems, heldPartners } from './held-items.ts'
import { actionItems, type PaletteItem, pageItems } from './palette-actions.ts'

const minutes = 60_000

/**
 * Returns what the palette finds without the node: what the answers in this tab name, the pages that the person opened before, and the desk's own
 * pages and actions. It is read when the palette opens, and not for a letter. Recent pages, members and agreements are read once and then kept.
 */
export function useMemory(): { source: Source; ready: readonly ReadyItem<PaletteItem>[] }[] {
  const me = useMe()
  const gateways = useGateways()
  const zone = useZone()
  const location = useLocation()
  const [now] = useState(Date.now)
  const recent = useRead<Recents>('/v1/me/recents', {}, { enabled: mayFind(me.role) })
  // Reading these lists writes an entry into the log of oversight, so they are not read for the palette there.
  const reads = (path: string): boolean => me.role !== 'oversight' && mayOpen(me.role, path, gateways)
  const seesMembers = me.role !== 'analyst' && reads(paths.network())
  const peers = useRead('/v1/peers', {}, { enabled: seesMembers, staleTime: 5 * minutes })
  const seesAgreements = me.role !== 'administrator' && reads(paths.agreements())
  const agreements = useRead('/v1/agreements', {}, { enabled: seesAgreements, staleTime: 5 * minutes })
  const ofGateways = useHeldOfGateways()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lists are read from the memory of the tab
  return useMemo(() => {
    const answers = heldAnswers()
    const clock = { zone, now }
    const here = /^\/cases\/([^/]+)/.exec(location.pathname)?.[1] ?? (location.search as { sel?: string }).sel
    const row = heldCases(answers).find(({ id }) => id === here) ?? null
    const held = [
      ...heldItems(answers, gateways, clock, me.member),
      ...ofGateways.flatMap((itemsOf) => itemsOf(answers)),
    ]
    // The node gives no names of recent pages. This tab may have them.
    const named = new Map(held.toReversed().map((item) => [item.to, item]))
    const before = (recent.data?.items ?? [])
      .flatMap((item) => foundItem(item, gateways, clock))
      .map((item) => named.get(item.to) ?? item)
    const desk = [...heldPartners(answers, me.member), ...actionItems(me, row), ...pageItems(me, gateways)]
    return [
      { source: 'held', ready: readyItems<PaletteItem>(held) },
      { source: 'recent', ready: readyItems<PaletteItem>(before) },
      { source: 'desk', ready: readyItems<PaletteItem>(desk) },
    ]
  }, [me, gateways, zone, now, location, recent.data, peers.data, agreements.data, ofGateways])
}

type ItemsOf = Awaited<ReturnType<NonNullable<ReturnType<typeof useGateways>[number]['loadHeld']>>>
const none: readonly ItemsOf[] = []
function useHeldOfGateways(): readonly ItemsOf[] {
  const gateways = useGateways()
  const [loaded, setLoaded] = useState(none)
  useEffect(() => {
    let isOver = false
    void Promise.all(gateways.flatMap(({ loadHeld }) => loadHeld?.() ?? [])).then((all) => {
      if (!isOver) setLoaded(all)
    })
    return () => {
      isOver = true
    }
  }, [gateways])
  return loaded
}
