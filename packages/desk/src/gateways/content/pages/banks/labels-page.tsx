import type { LabelScheme } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { Loading } from '../../../../parts/loading.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { BanksFrame } from '../../banks-frame.tsx'
import { useLabelSchemes } from '../../labels/use-label-names.ts'
import classes from './content-banks.module.css'

/** The label schemes with what each label says and what it is called elsewhere. */
export function LabelsPage() {
  const t = textsOf('contentState').labels
  const read = useLabelSchemes()
  const schemes = read.data?.schemes ?? []
  return (
    <BanksFrame title={t.title}>
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={8} height={34} />}
      {read.data && schemes.length === 0 && <EmptyState title={t.empty} />}
      {schemes.length > 0 && <p className={classes.definition}>{t.what}</p>}
      {schemes.map(({ scheme, version, labels }) => (
        <Panel key={`${scheme} ${version}`} title={t.scheme(scheme, version)} note={t.count(labels.length)} flush>
          <table className={table.table} style={{ minInlineSize: 760, tableLayout: 'fixed' }}>
            <caption className="visually-hidden">{t.scheme(scheme, version)}</caption>
            <thead>
              <tr>
                <th scope="col" style={{ inlineSize: '32%' }}>
                  {t.column.name}
                </th>
                <th scope="col">{t.column.definition}</th>
                {mapped(labels) && (
                  <th scope="col" style={{ inlineSize: '22%' }}>
                    {t.column.mappings}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {labels.map((label) => (
                <tr key={label.code}>
                  <th scope="row" className={table.wrap}>
                    {label.name}
                    <br />
                    <bdi dir="ltr" className={classes.code}>
                      {label.code}
                    </bdi>
                    {label.validTo !== null && <small> {t.past(dateUtc(label.validTo))}</small>}
                  </th>
                  <td className={table.wrap}>{label.definition}</td>
                  {mapped(labels) && (
                    <td className={`${table.wrap} ${table.secondary}`}>
                      {label.mappings.map((mapping) => `${mapping.scheme} ${mapping.code}`).join(', ') || t.noMapping}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      ))}
    </BanksFrame>
  )
}

/** Whether any label of a scheme is known by another name elsewhere. */
const mapped = (labels: LabelScheme['labels']): boolean => labels.some(({ mappings }) => mappings.length > 0)
