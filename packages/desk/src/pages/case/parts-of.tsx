import type { CaseDetail, Section as NodeSection } from '@entente/contracts'
import { type CaseParts, type DeskGateway, useGateways } from '../../app/gateway.ts'
import { loadPart } from '../../app/load-part.ts'
import { paths } from '../../app/paths.ts'
import { inOwnLanguage } from '../../app/sentence-of-node.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import lines from '../../parts/lines.module.css'
import { Masked } from '../../parts/masked.tsx'
import { type Section, Sections } from '../../parts/sections.tsx'
import { currentLanguage } from '../../texts/language.ts'
import { loadTexts, pageTexts } from '../../texts/load-texts.ts'
import { text } from '../../texts/text.ts'

/** The default parts of a case whose gateway has none: subject, context, and the sections of its record. */
const plainParts: CaseParts = {
  back: (detail) => ({ to: paths.queue({ sel: detail.id }), label: text('case.crumbQueue') }),
  Title: ({ detail }) => <bdi>{detail.subject.label}</bdi>,
  Facts: ({ detail: { context } }) =>
    context && (
      <ul className={lines.facts}>
        <li>{context.href ? <GoLink to={context.href}>{context.label}</GoLink> : <bdi>{context.label}</bdi>}</li>
      </ul>
    ),
  Record: RecordSections,
  paperFacts: ({ context }) => (context ? [[text('print.facts.context'), context.label]] : []),
}

/** Shows the record of a case section by section, as the node sends it. */
export function RecordSections({ detail }: { detail: CaseDetail }) {
  const gateways = useGateways()
  const words = (sentence: NodeSection['title']): string => inOwnLanguage(sentence, gateways) ?? sentence.text
  return <Sections sections={detail.record.sections.map((section) => shownSection(section, words))} />
}

function shownSection(section: NodeSection, words: (sentence: NodeSection['title']) => string): Section {
  const head = { id: section.id, title: words(section.title) }
  if (section.kind === 'fields')
    return {
      ...head,
      kind: 'fields',
      fields: section.fields.map(({ label, value, masked }) => ({
        name: words(label),
        value: masked ? <Masked /> : <bdi>{value ?? '–'}</bdi>,
      })),
    }
  if (section.kind === 'list')
    return {
      ...head,
      kind: 'list',
      note: section.rows.length,
      columns: section.columns.map(({ label }) => words(label)),
      rows: section.rows.map(({ id, href, cells }, place) => ({
        id: id ?? String(place),
        href,
        cells: cells.map((cell) => cell && <bdi>{cell}</bdi>),
      })),
    }
  return { ...head, kind: 'timeline', entries: section.entries.map((entry) => ({ ...entry, text: words(entry.text) })) }
}

const plain = Promise.resolve(plainParts)
const loaded = new Map<string, Promise<CaseParts>>()
/**
 * Loads the parts of a gateway when its first case is opened. After a failure they are loaded again with the next case.
 * A damaged case is shown by its sections, because the gateway's own form may be missing.
 */
export function partsOf({ kind, loadCase }: DeskGateway, { record }: CaseDetail): Promise<CaseParts> {
  if (record.unreadable === true) return plain
  const known = loaded.get(kind)
  if (known) return known
  const texts = loadPart(() => loadTexts(currentLanguage(), [pageTexts(kind)]))
  const parts = Promise.all([loadCase ? loadCase() : plain, texts]).then(([loaded]) => loaded)
  loaded.set(kind, parts)
  parts.catch(() => loaded.delete(kind))
  return parts
}
