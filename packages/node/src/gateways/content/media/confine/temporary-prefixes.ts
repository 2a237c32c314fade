/**
 * Beginnings of the names of all temporary folders that may contain an upload: the folder of a decoder, a file in
 * transit, a fetched file, and a video that is shown. `sweepTemporary` removes old folders with these names.
 */
export const temporaryPrefixes = {
  decoder: 'entente-media-',
  spool: 'entente-spool-',
  fetch: 'entente-fetch-',
  view: 'entente-look-',
} as const
