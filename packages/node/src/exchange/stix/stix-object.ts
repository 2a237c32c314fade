/** A STIX object as JSON has it. What is known of its fields is said where they are used. */
export type StixObject = { type: string; id: string } & { [field: string]: unknown }
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An extension of an object, or undefined. */
export function extensionOf(object: Record<string, unknown>, id: string): Record<string, unknown> | undefined {
  if (!isRecord(object.extensions)) return undefined
  const extension = Object.hasOwn(object.extensions, id) ? object.extensions[id] : undefined
  return isRecord(extension) ? extension : undefined
}
