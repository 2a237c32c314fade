import type { CargoRuleCheck, CargoRuleFault } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { list } from '../../../../texts/lists.ts'
import { pathWords } from '../../consignment/field-words.ts'
import { findText, text } from '../../texts/index.ts'
import { RuleHelp } from './rule-help.tsx'
import classes from './rules.module.css'

interface Props {
  id: string
  error: string | null
  value: string
  onChange: (expression: string) => void
}
/** The node is asked when a person pauses for this time. */
const pauseMs = 400

/** Edits the condition of a rule. Each fault stands below it with its place, and with the text that mends it if one is known. */
export function ExpressionField({ id, error, value, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const check = useCheck(value)
  const insert = (words: string): void => replace(field, value, onChange, words)
  return (
    <div>
      <Textarea
        ref={field}
        id={id}
        // Faults of the expression stand below with their places.
        error={check !== null && check.faults.length > 0 ? true : error}
        label={text('cargo.rules.expression')}
        description={text('cargo.rules.expressionHint')}
        dir="ltr"
        autosize
        minRows={5}
        maxRows={16}
        maxLength={4000}
        spellCheck={false}
        autoCapitalize="off"
        classNames={{ input: classes.code ?? '' }}
        aria-describedby={`${id}-check`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div id={`${id}-check`} role="status" className={classes.check}>
        {check === null ? null : check.faults.length === 0 ? (
          <p>
            <Icon name="circledTick" size={14} />{' '}
            {text('cargo.rules.noFault', { fields: list(check.reads.map(pathWords)) || 'none' })}
          </p>
        ) : (
          <p>
            <Icon name="circledCross" size={14} /> {text('cargo.rules.faults', { n: check.faults.length })}
          </p>
        )}
      </div>
      {check !== null && check.faults.length > 0 && (
        <ul className={classes.faults}>
          {check.faults.map((fault) => (
            <li key={`${fault.from} ${fault.to} ${fault.code} ${fault.message}`}>
              <button type="button" className={classes.place} onClick={() => select(field, fault)}>
                {text('cargo.rules.place', { line: fault.line, column: fault.column })}
              </button>{' '}
              <bdi>{faultWords(fault)}</bdi>{' '}
              {fault.fix !== null && (
                <Button h={24} variant="default" onClick={() => onChange(mended(value, fault))}>
                  {text('cargo.rules.fix')}&nbsp;<code dir="ltr">{fault.fix}</code>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <RuleHelp onInsert={insert} />
    </div>
  )
}

/** Returns what the node found in an expression; null while it is empty, was not checked yet or cannot be checked. */
function useCheck(expression: string): CargoRuleCheck | null {
  const [checked, setChecked] = useState<{ of: string; check: CargoRuleCheck } | null>(null)
  useEffect(() => {
    if (expression.trim() === '') return
    let isCurrent = true
    const timer = setTimeout(async () => {
      const check = await api.post<CargoRuleCheck>('/v1/cargo/rules/check', { expression }).catch(() => null)
      if (isCurrent && check !== null) setChecked({ of: expression, check })
    }, pauseMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [expression])
  return checked?.of === expression ? checked.check : null
}

/** Says a fault in the reader's language. */
const faultWords = ({ reason, values, message }: CargoRuleFault): string =>
  findText(`cargo.ruleFault.${reason}`, values) ?? message

/** Returns the expression with the text that mends it. */
function mended(expression: string, { fix, fixFrom, fixTo }: CargoRuleFault): string {
  if (fix === null || fixFrom === null || fixTo === null) return expression
  return expression.slice(0, fixFrom) + fix + expression.slice(fixTo)
}

/** Marks the place of a fault in the field. */
function select(field: RefObject<HTMLTextAreaElement | null>, { from, to }: CargoRuleFault): void {
  field.current?.focus()
  field.current?.setSelectionRange(from, Math.max(to, from + 1))
}

/** Writes words in place of what is selected in the field, and puts the cursor behind them. */
function replace(
  field: RefObject<HTMLTextAreaElement | null>,
  value: string,
  onChange: (value: string) => void,
  words: string,
): void {
  const { selectionStart: from = value.length, selectionEnd: to = value.length } = field.current ?? {}
  onChange(value.slice(0, from) + words + value.slice(to))
  requestAnimationFrame(() => {
    field.current?.focus()
    field.current?.setSelectionRange(from + words.length, from + words.length)
  })
}
