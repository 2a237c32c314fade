import { attribute, type XmlElement } from './element.ts'

/** Which service an SSR or DOC_SSR is: `SSRCode` in the IATA schema, `SSR_Code` where senders follow an older outline. */
export const serviceCode = (service: XmlElement): string | null =>
  attribute(service, 'ssrcode', 'ssr_code')?.toUpperCase() ?? null
