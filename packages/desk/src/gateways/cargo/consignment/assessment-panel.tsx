import type { CargoAssessment, CargoAssessmentList } from '@entente/contracts'
import { useRead } from '../../../app/query.ts'
import { Folded } from '../../../parts/folded.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ReadState } from '../../../parts/read-state.tsx'
import { list } from '../../../texts/lists.ts'
import { instantHere } from '../../../texts/times.ts'
import { findText, text } from '../texts/index.ts'
import classes from './assessment.module.css'
import { pathWords } from './field-words.ts'
import { LaneChip } from './lane-chip.tsx'
import { LeafTable } from './leaf-table.tsx'
import { consignmentPath } from './use-consignment.ts'

/** Shows the newest assessment of a consignment: its lane and why, the tags of tables, the rules that apply, and those without a result. */
export function AssessmentPanel({ consignmentId, caseId }: { consignmentId: string; caseId?: string | undefined }) {
  const path = `${consignmentPath(consignmentId)}/assessments`
  const all = useRead<CargoAssessmentList>(path)
  const newest = all.data?.items[0]
  const read = useRead<CargoAssessment>(`${path}/${newest?.id}`, {}, { enabled: newest !== undefined })
  const { data: assessment } = read
  if (all.data && newest === undefined)
    return (
      <Panel title={text('cargo.assessment.title')}>
        <p className={classes.line}>{text('cargo.assessment.none')}</p>
      </Panel>
    )
  if (!assessment || !newest)
    return (
      <Panel title={text('cargo.assessment.title')}>
        <ReadState read={all.data ? read : all} rows={3} />
      </Panel>
    )
  const { lane, selectedBy, tags, undetermined, version, at } = assessment
  const rules = assessment.hits.filter(({ kind, leaves }) => kind === 'rule' && leaves.length > 0)
  return (
    <Panel
      title={text('cargo.assessment.title')}
      note={text('cargo.assessment.of', { version, when: instantHere(at) })}
    >
      <p className={classes.line}>
        <LaneChip lane={lane} />
        {selectedBy.length === 0
          ? text(lane === 'green' ? 'cargo.assessment.notSelected' : 'cargo.assessment.byPeople')
          : text('cargo.assessment.because', {
              reasons: list(selectedBy.map((reason) => text(`cargo.assessment.selectedBy.${reason}`))),
            })}
      </p>
      {selectedBy.length === 1 && selectedBy[0] === 'random' && (
        <p className={classes.line}>{text('cargo.assessment.byLot')}</p>
      )}
      {tags.length > 0 && (
        <p className={classes.line}>
          <span>
            {text('cargo.assessment.tags')} <bdi dir="ltr">{tags.join(', ')}</bdi>. {text('cargo.assessment.tagAlone')}
          </span>
        </p>
      )}
      {undetermined.length > 0 && (
        <p className={classes.line}>
          {text('cargo.assessment.undetermined', {
            count: undetermined.length,
            missing:
              [
                ...new Set(undetermined.flatMap(({ path: missing }) => (missing === null ? [] : [pathWords(missing)]))),
              ].join(', ') || null,
          })}
        </p>
      )}
      {rules.map(({ ruleId, text: title, leaves }) => (
        <Folded
          key={ruleId}
          title={text('cargo.assessment.applies', { title: title ?? findText('case.masked') ?? '' })}
        >
          <LeafTable name={text('cargo.rule.read')} leaves={leaves} consignmentId={consignmentId} caseId={caseId} />
        </Folded>
      ))}
    </Panel>
  )
}
