import type { XmlFormat } from './xml-mapper.ts'

/** The documents that are read, by their root elements. */
export const xmlFormats: readonly XmlFormat[] = []
