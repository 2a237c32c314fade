/** Lists up to five examples of each kind of fault. */
export function summed(faults: readonly string[]): string[] {
  const kinds = new Map<string, string[]>()
  for (const fault of faults) {
    const kind = fault.replaceAll(/[0-9a-f-]{16,}|\d+/g, '#')
    kinds.set(kind, [...(kinds.get(kind) ?? []), fault])
  }
  return [...kinds.values()].flatMap((same) => [
    ...same.slice(0, 5),
    ...(same.length > 5 ? [`… ${same.length - 5} more like it`] : []),
  ])
}
