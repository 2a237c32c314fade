import { Button } from '@mantine/core'
import { useState } from 'react'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ReadState } from '../../../parts/read-state.tsx'
import { enumerate } from '../../../texts/lists.ts'
import { instantHere } from '../../../texts/times.ts'
import { text } from '../texts/index.ts'
import { fieldName, valueWords } from './field-words.ts'
import { type StatedConsignment, useConsignment } from './use-consignment.ts'
import classes from './versions.module.css'

/** Lists the versions, newest first, each with its changed fields and, on request, their values before and after. */
export function VersionsPanel({ detail }: { detail: StatedConsignment }) {
  const [opened, setOpened] = useState<number | null>(null)
  return (
    <Panel title={text('cargo.versions.title')} note={detail.versions.length}>
      <ul className={classes.versions}>
        {detail.versions.toReversed().map(({ version, at, changedPaths }) => (
          <li key={version}>
            <div className={classes.version}>
              <strong>{text('cargo.versions.version', { n: version })}</strong>
              <span className={table.secondary}>{instantHere(at)}</span>
              <span className={classes.changed}>
                {version === 1
                  ? text('cargo.versions.first')
                  : changedPaths.length === 0
                    ? text('cargo.versions.nothing')
                    : enumerate(changedPaths.map(fieldName))}
              </span>
              {version > 1 && changedPaths.length > 0 && !detail.masked && (
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-expanded={opened === version}
                  onClick={() => setOpened(opened === version ? null : version)}
                >
                  {text('cargo.versions.compare')}
                </Button>
              )}
            </div>
            {opened === version && <Change id={detail.id} version={version} fields={changedPaths} />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Shows the values of some fields before and after a version. Reading an earlier version is logged as any reading. */
function Change({ id, version, fields }: { id: string; version: number; fields: readonly string[] }) {
  const after = useConsignment(id, { version })
  const before = useConsignment(id, { version: version - 1 })
  const failed = after.error !== null ? after : before
  if (!after.data || !before.data) return <ReadState read={failed} rows={2} />
  const [old, current] = [before.data, after.data]
  return (
    <DataTable
      name={text('cargo.versions.compare')}
      columns={[text('cargo.versions.field'), text('cargo.versions.before'), text('cargo.versions.after')]}
      stacks
    >
      {fields.map((field) => (
        <tr key={field}>
          <th scope="row">{fieldName(field)}</th>
          <td className={table.wrap}>
            <bdi>{valueWords(valueAt(old, field))}</bdi>
          </td>
          <td className={table.wrap}>
            <bdi>{valueWords(valueAt(current, field))}</bdi>
          </td>
        </tr>
      ))}
    </DataTable>
  )
}

/** Returns the value of a changed field: most are fields of the consignment itself. */
function valueAt(detail: StatedConsignment, field: string): unknown {
  const own = detail.consignment as unknown as Record<string, unknown>
  return field in own ? own[field] : (detail as unknown as Record<string, unknown>)[field]
}
