import { defineTexts } from '../../../texts/define-texts.ts'
import { english } from '../../../texts/en/index.ts'
import type { DeskTexts } from '../../../texts/keys.ts'
import own from './en.json'
import type { GatewayTexts } from './keys.ts'

/** The texts of this gateway and of the desk. */
export const { text, findText, englishBeside } = defineTexts<DeskTexts & GatewayTexts>(english, own)
