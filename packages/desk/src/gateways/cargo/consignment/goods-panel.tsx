import type { CargoFinding, CargoHeadingList, CargoItem } from '@entente/contracts'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useRead } from '../../../app/query.ts'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { number } from '../../../texts/numbers.ts'
import { text } from '../texts/index.ts'
import { mass, money } from './field-words.ts'
import { FindPlace } from './find-place.tsx'
import classes from './goods.module.css'
import { consignmentPath, type StatedConsignment } from './use-consignment.ts'
import { useHsTexts } from './use-hs-texts.ts'

/** Number of items that are shown at first. A consignment may have thousands. */
const shownAtFirst = 100

/**
 * Lists the goods items: description as sent with vague words underlined, codes, packages, mass, value. Where a description suggests
 * other headings than the code, these stand below the code as a hint.
 */
export function GoodsPanel({ detail, caseId }: { detail: StatedConsignment; caseId?: string | undefined }) {
  const { consignment, findings } = detail
  const [shown, setShown] = useState(shownAtFirst)
  const items = consignment.items
  const vague = findings.filter(({ code }) => code === 'VAGUE_DESCRIPTION')
  const suggested = useSuggested(detail)
  return (
    <Panel title={text('cargo.goods.title')} note={items.length} flush>
      {consignment.description !== null && (
        <p className={classes.whole}>
          <span>
            <Described words={consignment.description} vague={termsOf(vague, null)} />
            <FindPlace consignmentId={detail.id} at="/description" caseId={caseId} />
          </span>
          <Codes hs={consignment.hsCodes} un={consignment.unNumbers} />
          <Suggested headings={suggested.get('')} isCoded={consignment.hsCodes.length > 0} />
        </p>
      )}
      {items.length > 0 && (
        <DataTable
          name={text('cargo.goods.title')}
          columns={[
            text('cargo.goods.description'),
            text('cargo.goods.codes'),
            { head: text('cargo.goods.packages'), number: true },
            { head: text('cargo.goods.mass'), number: true },
            { head: text('cargo.goods.value'), number: true },
          ]}
          stacks
        >
          {items.slice(0, shown).map((item, place) => (
            <Item
              // biome-ignore lint/suspicious/noArrayIndexKey: items of one version keep their order
              key={place}
              item={item}
              vague={termsOf(vague, String(item.seq ?? place + 1))}
              suggested={suggested.get(`/items/${place}`)}
            >
              {!detail.masked && (
                <FindPlace
                  consignmentId={detail.id}
                  at={`/items/${place}/${item.description === null ? 'grossKg' : 'description'}`}
                  caseId={caseId}
                />
              )}
            </Item>
          ))}
        </DataTable>
      )}
      {items.length === 0 && consignment.description === null && (
        <p className={classes.whole}>{text('cargo.goods.none')}</p>
      )}
      {items.length > shown && (
        <Button variant="default" h={30} m={12} onClick={() => setShown(shown + 10 * shownAtFirst)}>
          {text('cargo.goods.more', { count: items.length - shown })}
        </Button>
      )}
    </Panel>
  )
}

type Headings = CargoHeadingList['items'][number]['headings']

/** Reads the headings that the descriptions of the newest version suggest, by the place of the goods line. */
function useSuggested({ id, masked, version, versions }: StatedConsignment): ReadonlyMap<string, Headings> {
  const isNewest = versions.at(-1)?.version === version
  const read = useRead<CargoHeadingList>(`${consignmentPath(id)}/headings`, {}, { enabled: !masked && isNewest })
  return new Map(isNewest ? read.data?.items.map(({ at, headings }) => [at, headings]) : [])
}

function Suggested({ headings, isCoded }: { headings: Headings | undefined; isCoded: boolean }) {
  if (headings === undefined) return null
  return (
    <span className={classes.suggested}>
      {text(isCoded ? 'cargo.goods.suggested' : 'cargo.goods.suggestedAlone')}
      {headings.map(({ code, text: meaning }) => (
        <bdi key={code} className={classes.meaning}>
          <code>{code}</code> {meaning}
        </bdi>
      ))}
    </span>
  )
}

interface ItemProps {
  item: CargoItem
  vague: readonly string[]
  suggested: Headings | undefined
  children: ReactNode
}

function Item({ item, vague, suggested, children }: ItemProps) {
  const marks = item.packagings.flatMap(({ marks: sent }) => sent ?? [])
  return (
    <tr>
      <th scope="row" className={table.wrap}>
        {item.description === null ? '–' : <Described words={item.description} vague={vague} />}
        {children}
        {marks.length > 0 && <bdi className={classes.marks}>{marks.join('; ')}</bdi>}
      </th>
      <td>
        <Codes hs={item.hs === null ? [] : [item.hs]} un={item.unNumbers} origin={item.originCountry} />
        <Suggested headings={suggested} isCoded={item.hs !== null} />
      </td>
      <td className={table.number}>{item.packages === null ? '–' : number(item.packages)}</td>
      <td className={table.number}>{item.grossKg === null ? '–' : mass(item.grossKg)}</td>
      <td className={table.number}>{item.value === null ? '–' : <bdi>{money(item.value)}</bdi>}</td>
    </tr>
  )
}

/** Most codes of a line whose texts are shown. The lines of the items have the others. */
const mostDescribed = 3

function Codes({ hs, un, origin }: { hs: readonly string[]; un: readonly string[]; origin?: string | null }) {
  const shown = [
    ...hs.map((code) => text('cargo.goods.hs', { code })),
    ...un.map((code) => text('cargo.goods.un', { code: code.replace(/^UN/i, '') })),
    ...(origin ? [text('cargo.goods.origin', { country: origin })] : []),
  ]
  const described = [...new Set(hs)].slice(0, mostDescribed)
  const meanings = useHsTexts(described)
  if (shown.length === 0) return null
  return (
    <>
      <span className={table.secondary}>{shown.join(' · ')}</span>
      {described.map(
        (code, place) =>
          meanings[place] && (
            <bdi key={code} className={classes.meaning}>
              {meanings[place]}
            </bdi>
          ),
      )}
    </>
  )
}

/** Returns the vague words that the findings about an item name, or about the whole consignment. */
const termsOf = (vague: readonly CargoFinding[], item: string | null): string[] =>
  vague
    .filter((finding) => finding.item === item)
    .flatMap(({ actual }) => (typeof actual === 'string' ? actual.split(', ') : []))

/** Shows a description with some of its words underlined. */
function Described({ words, vague }: { words: string; vague: readonly string[] }) {
  const wanted = vague.filter((term) => term !== '').map((term) => term.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (wanted.length === 0) return <bdi>{words}</bdi>
  const pieces = words.split(new RegExp(`(${wanted.join('|')})`, 'gi'))
  return (
    <bdi>
      {pieces.map((piece, place) =>
        place % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed text
          <mark key={place} className={classes.vague} title={text('cargo.goods.vague')}>
            {piece}
          </mark>
        ) : (
          piece
        ),
      )}
    </bdi>
  )
}
