/** Texts that writers put where no seal is. */
const noSeal = /^(?:NONE|NIL|NO ?SEAL|UNSEALED|N\/?A|X+|-+|0+)$/i

/** Tests whether a text in the place of a seal number names a seal. */
export const isSeal = (text: string): boolean => !noSeal.test(text.trim())
