import type { ReactNode } from 'react'
import { type Fact, FactList } from './fact-list.tsx'
import lines from './lines.module.css'
import { Panel } from './panel.tsx'
import { TimeLine, type TimeLineEntry } from './time-line.tsx'

interface Named {
  id: string
  title: string
  /** A count or remark behind the title. */
  note?: ReactNode
  /** Text of an empty section. */
  empty?: string
}
/** A part of a record: names with values, lines with a few parts each, or a time line. */
export type Section = Named &
  (
    | { kind: 'fields'; fields: readonly Fact[] }
    | { kind: 'list'; items: readonly { id: string; parts: readonly ReactNode[] }[] }
    | { kind: 'timeline'; entries: readonly TimeLineEntry[] }
  )

/** The sections of a record of any gateway, a card each. */
export function Sections({ sections }: { sections: readonly Section[] }) {
  return sections.map((section) => (
    <Panel key={section.id} title={section.title} note={section.note}>
      {isEmpty(section) ? <p className={lines.dim}>{section.empty ?? '–'}</p> : <SectionBody section={section} />}
    </Panel>
  ))
}

function isEmpty(section: Section): boolean {
  if (section.kind === 'fields') return section.fields.length === 0
  return section.kind === 'list' ? section.items.length === 0 : section.entries.length === 0
}

function SectionBody({ section }: { section: Section }) {
  if (section.kind === 'fields') return <FactList wide facts={section.fields} />
  if (section.kind === 'timeline') return <TimeLine entries={section.entries} />
  return (
    <ul className={lines.lines}>
      {section.items.map((item) => (
        <li key={item.id}>
          {item.parts.map((part, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line keep their order
            <bdi key={place}>{part}</bdi>
          ))}
        </li>
      ))}
    </ul>
  )
}
