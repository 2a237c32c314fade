import type { Label, LabelSchemes } from '@entente/contracts'
import { useMemo } from 'react'
import type { z } from 'zod'
import { useRead } from '../../../app/query.ts'
import { labelKey } from './label-key.ts'

/** Returns the label schemes of this node. */
export const useLabelSchemes = () => useRead<z.infer<typeof LabelSchemes>>('/v1/content/labels')

/** Returns a function that names a label as its scheme does, or by its code if the scheme is unknown. */
export function useLabelNames(): (label: Label) => string {
  const { data } = useLabelSchemes()
  return useMemo(() => {
    const names = new Map<string, string>()
    for (const { scheme, version, labels } of data?.schemes ?? [])
      for (const { code, name } of labels) names.set(labelKey({ scheme, version, code }), name)
    return (label: Label) => names.get(labelKey(label)) ?? label.code
  }, [data])
}
