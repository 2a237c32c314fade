import { Radio } from '@mantine/core'

/** Shows the choices of a question next to each other. */
export function Choices({ names }: { names: Record<string, string> }) {
  return (
    <div style={{ display: 'flex', gap: 20, marginBlockStart: 8 }}>
      {Object.entries(names).map(([value, label]) => (
        <Radio key={value} value={value} label={label} />
      ))}
    </div>
  )
}
