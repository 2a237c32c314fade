import type { CargoRuleLanguage } from '@entente/contracts'
import { useRead } from '../../../../app/query.ts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { Folded } from '../../../../parts/folded.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { pathWords } from '../../consignment/field-words.ts'
import { findText, text } from '../../texts/index.ts'
import classes from './rules.module.css'

/** Lists the values that a rule can read and the functions that it can call. A press writes one into the expression. */
export function RuleHelp({ onInsert }: { onInsert: (words: string) => void }) {
  const read = useRead<CargoRuleLanguage>('/v1/cargo/rules/language', {}, { staleTime: Number.POSITIVE_INFINITY })
  const { fields = [], functions = [] } = read.data ?? {}
  return (
    <div className={classes.help}>
      <Folded title={text('cargo.rules.fields')} note={fields.length || undefined}>
        <ReadState read={read} rows={6} />
        <div className={classes.scroll}>
          <DataTable
            name={text('cargo.rules.fields')}
            columns={[
              text('cargo.rules.column.insert'),
              text('cargo.rules.column.value'),
              text('cargo.rules.column.type'),
            ]}
            stacks
          >
            {fields.map(({ path, type, meaning }) => (
              <tr key={path}>
                <td>
                  <Insert words={path} onInsert={onInsert} />
                </td>
                <th scope="row" className={table.wrap} title={meaning}>
                  {path === 'now' ? text('cargo.rules.now') : pathWords(path)}
                </th>
                <td className={table.dim}>{findText(`cargo.rules.type.${type.replace(/<.*/, '')}`) ?? type}</td>
              </tr>
            ))}
          </DataTable>
        </div>
      </Folded>
      <Folded title={text('cargo.rules.functions')} note={functions.length || undefined}>
        <ReadState read={read} rows={6} />
        <div className={classes.scroll}>
          <DataTable
            name={text('cargo.rules.functions')}
            columns={[text('cargo.rules.column.insert'), text('cargo.rules.column.value')]}
            stacks
          >
            {functions.map(({ signature, name, meaning }) => (
              <tr key={signature}>
                <td>
                  <Insert words={signature} insert={wordsOf(signature)} onInsert={onInsert} />
                </td>
                <th scope="row" className={table.wrap}>
                  {findText(`cargo.rules.function.${name}`) ?? meaning}
                </th>
              </tr>
            ))}
          </DataTable>
        </div>
      </Folded>
    </div>
  )
}

function Insert({
  words,
  insert = words,
  onInsert,
}: {
  words: string
  insert?: string
  onInsert: (w: string) => void
}) {
  return (
    <button
      type="button"
      className={classes.insert}
      aria-label={text('cargo.rules.insert', { words })}
      onClick={() => onInsert(insert)}
    >
      <code dir="ltr">{words}</code>
    </button>
  )
}

/** Returns what is written for a function: the name with its brackets, behind a dot if it follows a value. */
const wordsOf = (signature: string): string => {
  const call = signature.slice(0, signature.lastIndexOf(':'))
  const receiver = /^\w+\./.exec(call)?.[0]
  return receiver === undefined ? call : call.slice(receiver.length - 1)
}
