/** A STIX object as parsed JSON. Code that uses a field must check its type. */
export type StixObject = { type: string; id: string } & { [field: string]: unknown }
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns the extension of an object with this id, or undefined. */
export function extensionOf(object: Record<string, unknown>, id: string): Record<string, unknown> | undefined {
  if (!isRecord(object.extensions)) return undefined
  const extension = Object.hasOwn(object.extensions, id) ? object.extensions[id] : undefined
  return isRecord(extension) ? extension : undefined
}
