const label = (scheme: string, code: string) => ({ scheme, version: '2021-11', code })

export const glorification = label('behaviour', 'glorificationOfTerroristActs')
export const recruitment = label('behaviour', 'recruitmentAndInstruction')
export const perpetrator = label('behaviour', 'incidentPerpetratorContent')
export const manifesto = label('form', 'attackerManifesto')
export const publication = label('form', 'brandedPublication')
