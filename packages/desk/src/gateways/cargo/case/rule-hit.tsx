import type { CargoRuleDetail, CaseDetail } from '@entente/contracts'
import { useRead } from '../../../app/query.ts'
import { SentenceOfNode } from '../../../app/sentence-of-node.tsx'
import { ruleTrackOf } from '../../../evidence/hit-source.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import lines from '../../../parts/lines.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { paths } from '../addresses/paths.ts'
import { LeafTable } from '../consignment/leaf-table.tsx'
import { text } from '../texts/index.ts'

/**
 * Shows the values that a rule read on this consignment, its basis in law, its author and approver, and the results of
 * inspections of its hits. A hit without values, such as one that an officer asked for, shows its sentences.
 */
export function RuleHit({ detail, hit }: { detail: CaseDetail; hit: CaseDetail['hits'][number] }) {
  if (hit.rule === null) return null
  const track = ruleTrackOf(detail, hit)
  const leaves = hit.evidence.filter(({ kind }) => kind === 'rule-leaf')
  const sentences = hit.evidence.filter(({ kind }) => kind !== 'rule-leaf')
  return (
    <Panel
      title={text('cargo.rule.title', { title: hit.rule.title })}
      note={text('cargo.versions.version', { n: hit.rule.version })}
      flush
    >
      {leaves.length > 0 && (
        <LeafTable
          name={text('cargo.rule.read')}
          consignmentId={detail.subject.id}
          caseId={detail.id}
          leaves={leaves.map(({ role, scheme, a, b, relation, values }) => ({
            ...{ path: role ?? '', operator: scheme ?? '', value: a, expected: b, outcome: relation ?? 'error' },
            at: values?.at ? String(values.at) : null,
          }))}
        />
      )}
      {sentences.map((sentence) => (
        <p key={sentence.text} style={factsBox}>
          {/* The words of an officer are in the language of the officer. */}
          {sentence.key === 'cargo.rules.request' ? <bdi>{sentence.text}</bdi> : <SentenceOfNode sentence={sentence} />}
        </p>
      ))}
      <Origin id={hit.rule.id} version={hit.rule.version} />
      {track && (
        <p className={lines.facts} style={factsBox}>
          <SentenceOfNode sentence={track.text} />
        </p>
      )}
    </Panel>
  )
}

const factsBox = { margin: 0, padding: '8px 14px' }

/** Shows the basis in law of a version of a rule, its author and its approver. Built-in rules have neither author nor approver. */
function Origin({ id, version }: { id: string; version: number }) {
  const { data } = useRead<CargoRuleDetail>(`/v1/cargo/rules/${id}`)
  const own = data?.versions.find((each) => each.version === version)
  if (own === undefined || (own.body.basis === null && own.author === null && own.approver === null)) return null
  return (
    <p className={lines.facts} style={factsBox}>
      {own.body.basis !== null && (
        <span>
          {text('cargo.rule.basis')} <bdi>{own.body.basis}</bdi>
        </span>
      )}
      {own.author !== null && (
        <span>
          {text('cargo.rule.author')} <bdi>{own.author.name}</bdi>
        </span>
      )}
      {own.approver !== null && (
        <span>
          {text('cargo.rule.approver')} <bdi>{own.approver.name}</bdi>
        </span>
      )}
      <GoLink to={paths.cargoRule(id, { version })}>{text('cargo.rule.open')}</GoLink>
    </p>
  )
}
