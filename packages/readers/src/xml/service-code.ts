import { attribute, type XmlElement } from './element.ts'

/** Returns the code of an SSR or DOC_SSR: `SSRCode` in the IATA schema, `SSR_Code` in the older outline. */
export const serviceCode = (service: XmlElement): string | null =>
  attribute(service, 'ssrcode', 'ssr_code')?.toUpperCase() ?? null
