import { Textarea } from '@mantine/core'
import { text } from '../texts/text.ts'

/** The least length of a reason, as the node checks it. */
const shortest = 20
const longest = 500

/** Returns whether a reason is long enough for the node. */
export const isReason = (reason: string): boolean => reason.trim().length >= shortest

/** Asks for the reason of a change of people. The log and everybody who must consent show it. */
export function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const missing = Math.max(0, shortest - value.trim().length)
  return (
    <Textarea
      label={text('people.reason.label')}
      description={
        missing === 0 ? text('people.reason.hint') : text('people.reason.missing', { least: shortest, missing })
      }
      autosize
      minRows={2}
      maxLength={longest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      mt={12}
    />
  )
}
