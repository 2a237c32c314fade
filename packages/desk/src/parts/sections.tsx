import type { ReactNode } from 'react'
import { DataTable } from './data-table.tsx'
import { type Fact, FactList } from './fact-list.tsx'
import { GoLink } from './go-link.tsx'
import lines from './lines.module.css'
import { Panel } from './panel.tsx'
import { TimeLine, type TimeLineEntry } from './time-line.tsx'

interface Named {
  id: string
  title: string
  /** A count or remark after the title. */
  note?: ReactNode
  /** Text of an empty section. */
  empty?: string
}
interface Row {
  id: string
  /** Address of a page about the row's object. */
  href?: string | null
  cells: readonly ReactNode[]
}
/** A section of a record: names with values, a table, or a time line. */
export type Section = Named &
  (
    | { kind: 'fields'; fields: readonly Fact[] }
    | { kind: 'list'; columns: readonly string[]; rows: readonly Row[] }
    | { kind: 'timeline'; entries: readonly TimeLineEntry[] }
  )

/** Shows the sections of a record of any gateway, one card each. */
export function Sections({ sections }: { sections: readonly Section[] }) {
  return sections.map((section) => {
    const empty = isEmpty(section)
    return (
      <Panel key={section.id} title={section.title} note={section.note} flush={section.kind === 'list' && !empty}>
        {empty ? <p className={lines.dim}>{section.empty ?? '–'}</p> : <SectionBody section={section} />}
      </Panel>
    )
  })
}

function isEmpty(section: Section): boolean {
  if (section.kind === 'fields') return section.fields.length === 0
  return section.kind === 'list' ? section.rows.length === 0 : section.entries.length === 0
}

function SectionBody({ section }: { section: Section }) {
  if (section.kind === 'fields') return <FactList wide facts={section.fields} />
  if (section.kind === 'timeline') return <TimeLine entries={section.entries} />
  return (
    <DataTable name={section.title} columns={section.columns}>
      {section.rows.map(({ id, href, cells: [first, ...others] }) => (
        <tr key={id}>
          <th scope="row">{href ? <GoLink to={href}>{first ?? '–'}</GoLink> : (first ?? '–')}</th>
          {others.map((cell, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells keep the order of their columns
            <td key={place}>{cell ?? '–'}</td>
          ))}
        </tr>
      ))}
    </DataTable>
  )
}
