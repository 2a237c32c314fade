import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { instantHere } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { findText, text } from '../texts/index.ts'
import { fieldName } from './field-words.ts'
import type { StatedConsignment } from './use-consignment.ts'

/** Lists the messages about the consignment: who filed what, when it was prepared and received, and whether it is in force. */
export function FilingsPanel({
  detail: { id, filings },
  caseId,
}: {
  detail: StatedConsignment
  caseId?: string | undefined
}) {
  return (
    <Panel title={text('cargo.filings.title')} note={filings.length} flush>
      <DataTable
        name={text('cargo.filings.title')}
        columns={[
          text('cargo.list.filer'),
          text('cargo.filings.message'),
          text('cargo.filings.prepared'),
          text('cargo.filings.received'),
          text('cargo.filings.state'),
        ]}
        stacks
      >
        {filings.map((filing, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a message may speak of the consignment twice
          <tr key={place}>
            <th scope="row">
              <bdi>{filing.filerName}</bdi>
            </th>
            <td>
              <GoLink to={paths.cargoMessage(filing.messageId, { consignment: id, case: caseId })}>
                <bdi dir="ltr" className="mono">
                  {filing.format.toUpperCase()} {filing.reference}
                </bdi>
              </GoLink>{' '}
              <span className={table.secondary}>
                {findText(`cargo.filings.functions.${filing.function}`) ?? filing.function}
              </span>
            </td>
            <td>{filing.preparedAt === null ? '–' : instantHere(filing.preparedAt)}</td>
            <td>{instantHere(filing.receivedAt)}</td>
            <td>{filing.inForce ? text('cargo.filings.inForce') : text('cargo.filings.replaced')}</td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

/** Shows the fields on which filers disagree, the filers side by side. */
export function DifferencesPanel({ detail: { differences, filings } }: { detail: StatedConsignment }) {
  if (differences.length === 0) return null
  const named = new Map(filings.map(({ filer, filerName }) => [filer, filerName]))
  const filers = [...new Set(differences.flatMap(({ values }) => values.map(({ filer }) => filer)))]
  return (
    <Panel title={text('cargo.differences.title')} note={differences.length} flush>
      <DataTable
        name={text('cargo.differences.title')}
        columns={[
          text('cargo.versions.field'),
          ...filers.map((filer) => ({ head: <bdi>{named.get(filer) ?? filer}</bdi> })),
        ]}
      >
        {differences.map(({ path, values }) => (
          <tr key={path}>
            <th scope="row">{fieldName(path)}</th>
            {filers.map((filer) => (
              <td key={filer} className={table.wrap}>
                <bdi>{values.find((each) => each.filer === filer)?.value ?? '–'}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}
