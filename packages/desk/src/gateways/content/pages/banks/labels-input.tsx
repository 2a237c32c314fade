import type { Label } from '@entente/contracts'
import { MultiSelect, type MultiSelectProps } from '@mantine/core'
import { labelKey } from '../../labels/label-key.ts'
import { useLabelSchemes } from '../../labels/use-label-names.ts'

interface Props extends Omit<MultiSelectProps, 'value' | 'onChange' | 'data'> {
  value: readonly Label[]
  onChange: (labels: Label[]) => void
}

/** Chooses labels of this node's schemes by name. A label of an unknown scheme is kept and shown by its code. */
export function LabelsInput({ value, onChange, ...rest }: Props) {
  const { data } = useLabelSchemes()
  const schemes = data?.schemes ?? []
  const known = new Map(
    schemes.flatMap(({ scheme, version, labels }) =>
      labels.map(({ code, name }) => [labelKey({ scheme, version, code }), { label: { scheme, version, code }, name }]),
    ),
  )
  const foreign = value.filter((label) => !known.has(labelKey(label)))
  return (
    <MultiSelect
      {...rest}
      searchable
      clearable
      value={value.map(labelKey)}
      onChange={(keys) =>
        onChange(keys.flatMap((key) => known.get(key)?.label ?? value.find((label) => labelKey(label) === key) ?? []))
      }
      data={[
        ...schemes.map(({ scheme, version, labels }) => ({
          group: `${scheme} ${version}`,
          items: labels.map(({ code, name }) => ({ value: labelKey({ scheme, version, code }), label: name })),
        })),
        ...foreign.map((label) => ({ value: labelKey(label), label: label.code })),
      ]}
    />
  )
}
